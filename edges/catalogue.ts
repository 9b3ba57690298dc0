import { z } from 'zod';
import type { Catalogue } from '../config/catalogue.ts';
import { KitError } from '../policy/errors.ts';
import type { HetznerApi } from './hetzner.ts';

/** 50 is the most that the API gives on one page; 20 pages hold more than any project may have. */
const PER_PAGE = 50;
const MAX_PAGES = 20;

const Meta = z.object({ pagination: z.object({ next_page: z.number().nullable() }) });

/** An SSH key that the project has at Hetzner, whoever put it there. */
export interface CloudKey {
  readonly id: number;
  readonly publicKey: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What the API knows: types, locations, images. */
export async function fetchCatalogue(api: HetznerApi): Promise<Catalogue> {
  const [types, locations, images] = await Promise.all([
    fetchAll(api, '/server_types', 'server_types', ServerType),
    fetchAll(api, '/locations', 'locations', Named),
    fetchAll(api, '/images?type=system', 'images', Image),
  ]);
  return {
    // `locations` is the newer field; where it is absent, whatever has a price is offered.
    types: types.map(({ name, locations: offered, prices }) => ({
      name,
      locations: offered?.map((location) => location.name) ?? prices.map(({ location }) => location),
    })),
    locations: locations.map(({ name }) => name),
    images: [...new Set(images.flatMap(({ name }) => (name === null ? [] : [name])))],
  };
}

export async function fetchKeys(api: HetznerApi): Promise<CloudKey[]> {
  const keys = await fetchAll(api, '/ssh_keys', 'ssh_keys', SshKey);
  return keys.map(({ id, public_key, labels }) => ({ id, publicKey: public_key, labels }));
}

const Named = z.object({ name: z.string() });
const ServerType = z.object({
  name: z.string(),
  locations: z.array(Named).optional(),
  prices: z.array(z.object({ location: z.string() })).default([]),
});
const Image = z.object({ name: z.string().nullable() });
const SshKey = z.object({
  id: z.number(),
  public_key: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
});

async function fetchAll<T>(api: HetznerApi, path: string, field: string, item: z.ZodType<T>): Promise<T[]> {
  const found: T[] = [];
  const answer = z.object({ [field]: z.array(item), meta: Meta.optional() });
  for (let page: number | null = 1; page !== null && page <= MAX_PAGES; ) {
    const url: string = `${path}${path.includes('?') ? '&' : '?'}per_page=${PER_PAGE}&page=${page}`;
    const parsed = answer.safeParse(await api.get<unknown>(url));
    if (!parsed.success) {
      throw new KitError({
        code: 'E_CLOUD_ANSWER',
        what: `The Hetzner API answered ${path} with something unknown.`,
        why: parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; '),
        next: 'see whether HCLOUD_ENDPOINT is right; if it is, this version of the kit is too old for the API.',
      });
    }
    const data = parsed.data as { meta?: z.infer<typeof Meta> } & Record<string, T[]>;
    found.push(...(data[field] ?? []));
    page = data.meta?.pagination.next_page ?? null;
  }
  return found;
}
