import { describe, expect, it } from 'vitest';
import type { Config } from '../../config/config.ts';
import { checkCloud } from '../../edges/cloud-check.ts';
import type { HetznerApi } from '../../edges/hetzner.ts';
import { KitError } from '../../policy/errors.ts';
import { ed25519, otherEd25519 } from '../config/keys.ts';

const env = { HCLOUD_TOKEN: 'x'.repeat(64) };
const config = {
  project: 'demo',
  servers: [{ name: 'gateway', type: 'cx23', location: 'nbg1', image: 'debian-13', labels: {} }],
  operators: [{ name: 'ada', publicKey: ed25519.public }],
} as unknown as Config;
const loaded = { file: '/kit/sclerite.config.ts', config };

/** Answers as the API does, two items a page, so that paging is used. */
function api(lists: Record<string, object[]>): HetznerApi {
  return {
    async get<T>(path: string): Promise<T> {
      const url = new URL(path, 'http://api');
      const field = url.pathname.slice(1);
      const page = Number(url.searchParams.get('page'));
      const all = lists[field] ?? [];
      const next_page = page * 2 < all.length ? page + 1 : null;
      return { [field]: all.slice(page * 2 - 2, page * 2), meta: { pagination: { next_page } } } as T;
    },
  };
}
const there = {
  server_types: [
    { name: 'cx23', prices: [{ location: 'nbg1' }, { location: 'fsn1' }] },
    { name: 'cpx22', prices: [{ location: 'nbg1' }] },
    { name: 'ccx13', locations: [{ name: 'ash' }], prices: [{ location: 'nbg1' }] },
  ],
  locations: [{ name: 'nbg1' }, { name: 'fsn1' }, { name: 'ash' }],
  images: [{ name: 'debian-13' }, { name: null }, { name: 'debian-13' }],
  ssh_keys: [] as object[],
};
const noState = { readText: () => undefined };
const failing = (error: Error): HetznerApi => ({ get: () => Promise.reject(error) });

describe('the config, held against what Hetzner has', () => {
  it('is fine', async () => {
    expect(await checkCloud(loaded, noState, env, api(there))).toEqual({
      keys: [{ name: 'ada', publicKey: ed25519.public, fingerprint: expect.stringMatching(/^SHA256:/) }],
      warnings: [],
    });
  });

  it.each([
    { when: 'the type is gone', change: { type: 'cx22' }, why: /servers\[0\]\.type "cx22": is no server type.*"cx23"/ },
    { when: 'the location is misspelt', change: { location: 'nbg' }, why: /"nbg1"/ },
    {
      when: 'the type is elsewhere',
      change: { type: 'ccx13' },
      why: /not offered in nbg1.*it is in ash; nbg1 has cx23, cpx22/,
    },
  ])('is a config mistake, 64, when $when', async ({ change, why }) => {
    const [server] = config.servers;
    const wrong = { ...loaded, config: { ...config, servers: [{ ...server, ...change }] } as Config };
    await expect(checkCloud(wrong, noState, env, api(there))).rejects.toMatchObject({
      exitCode: 64,
      why: expect.stringMatching(why),
    });
  });

  it('uses a key that the project has from elsewhere, whatever its comment, and not its own', async () => {
    const [type, base64] = ed25519.public.split(' ');
    const foreign = { id: 7, public_key: `${type} ${base64} from-the-console`, labels: {} };
    const own = { id: 8, public_key: ed25519.public, labels: { sclerite: 'demo' } };
    const other = { id: 9, public_key: otherEd25519.public, labels: {} };
    const keysWith = async (...ssh_keys: object[]) =>
      (await checkCloud(loaded, noState, env, api({ ...there, ssh_keys }))).keys[0]?.existingId;
    expect(await keysWith(other, other, foreign)).toBe(7);
    expect(await keysWith(own, other)).toBeUndefined();
  });

  it('is left to Terraform without a token', async () => {
    const { keys, warnings } = await checkCloud(loaded, noState, {}, failing(new Error('asked')));
    expect(keys).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('HCLOUD_TOKEN is not set')]);
  });

  it('is left to Terraform when the API does not answer, with its words', async () => {
    const refusal = new KitError({ code: 'E_CLOUD_REFUSED', what: 'The API refused.', why: 'unauthorized', next: '' });
    expect((await checkCloud(loaded, noState, env, failing(refusal))).warnings).toEqual([
      expect.stringContaining('The API refused. unauthorized'),
    ]);
  });

  it('does not hide a bug', async () => {
    await expect(checkCloud(loaded, noState, env, failing(new TypeError('bug')))).rejects.toThrow('bug');
  });
});
