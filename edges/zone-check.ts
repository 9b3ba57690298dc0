import { z } from 'zod';
import type { Config, ServerConfig } from '../config/config.ts';
import { KitError, usageError } from '../policy/errors.ts';
import { recordAddress } from '../stacks/server-plan.ts';
import { escapeLine } from './escape.ts';
import type { HetznerApi } from './hetzner.ts';
import type { State } from './state-dir.ts';

const Zone = z.object({
  zone: z.object({
    id: z.number(),
    name: z.string(),
    mode: z.string().default('primary'),
    authoritative_nameservers: z
      .object({ assigned: z.array(z.string()).default([]), delegation_status: z.string().default('unknown') })
      .optional(),
  }),
});
const Rrsets = z.object({
  rrsets: z.array(z.object({ name: z.string(), type: z.string(), records: z.array(z.object({ value: z.string() })) })),
});

/** A server whose records are to be made. */
type Named = ServerConfig & { readonly domain: string; readonly zone: string };

/**
 * Holds the records that are to be made against what the zone has: one that Terraform's state does not own is somebody's, and
 * nothing is overwritten. When a destroy asks, whatever is wrong is a warning: it must not keep anybody from leaving.
 *
 * @returns warnings
 * @throws E_ZONE_UNKNOWN, E_ZONE_SECONDARY, E_RECORD_CONFLICT (64); E_CLOUD_… when the API does not answer
 */
export async function checkZones(
  config: Config,
  state: Pick<State, 'readText'>,
  api: HetznerApi,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const named = config.servers.filter((server): server is Named => server.zone !== undefined);
  if (named.length === 0) return [];
  const own = recordsInState(state.readText('terraform.tfstate'));
  try {
    const warnings = await Promise.all([...new Set(named.map(({ zone }) => zone))].map((zone) => checkZone(api, zone)));
    const conflicts = (await Promise.all(named.map((server) => conflictsOf(api, server, own)))).flat();
    if (conflicts.length > 0) throw conflict(conflicts, config.project);
    return warnings.flat();
  } catch (error) {
    const mayPass = env.SCLERITE_COMMAND === 'destroy' && error instanceof KitError && error.exitCode === 64;
    if (!mayPass) throw error;
    return [`${error.message} ${error.why}`];
  }
}

async function checkZone(api: HetznerApi, name: string): Promise<string[]> {
  const { zone } = Zone.parse(
    await api.get(`/zones/${encodeURIComponent(name)}`).catch((cause: unknown) => {
      if (!(cause instanceof KitError) || !/\(404 /.test(cause.message)) throw cause;
      throw usageError({
        code: 'E_ZONE_UNKNOWN',
        what: `The zone ${name} is not there for this token.`,
        why: 'HCLOUD_TOKEN sees the zones of its own project only, and this one has none of that name.',
        next: `make the zone in the project's console (DNS) and have your registrar ask Hetzner's name servers; or, when it is in another project or elsewhere, write domain: '…' instead of dns and set the records yourself: deploy says which.`,
        cause,
      });
    }),
  );
  if (zone.mode !== 'primary') {
    throw usageError({
      code: 'E_ZONE_SECONDARY',
      what: `The zone ${name} is a ${zone.mode} one: Hetzner only copies it.`,
      why: 'records can be written where the zone comes from, and nowhere else.',
      next: "write domain: '…' instead of dns, and set the records at the zone's primary servers: deploy says which.",
    });
  }
  const status = zone.authoritative_nameservers?.delegation_status ?? 'unknown';
  if (!['invalid', 'lame', 'unregistered'].includes(status)) return [];
  const servers = zone.authoritative_nameservers?.assigned.join(', ');
  return [
    `the world does not ask Hetzner about ${name} (delegation: ${status}): records made there are not seen, and no certificate comes. Have your registrar name ${escapeLine(servers ?? "Hetzner's name servers")}.`,
  ];
}

interface Conflict {
  readonly server: Named;
  /** As the API calls it: relative to the zone. */
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

/** What would be written; and CNAME and NS leave room for nothing beside them. */
const IN_THE_WAY = ['A', 'AAAA', 'CAA', 'CNAME', 'NS'];

async function conflictsOf(api: HetznerApi, server: Named, own: ReadonlySet<string>): Promise<Conflict[]> {
  const { zone, domain, exposure } = server;
  const name = domain === zone ? '@' : domain.slice(0, -(zone.length + 1));
  const path = `/zones/${encodeURIComponent(zone)}/rrsets?name=${encodeURIComponent(name)}&per_page=50`;
  const { rrsets } = Rrsets.parse(await api.get(path));
  return rrsets
    .filter((rrset) => rrset.name === name && IN_THE_WAY.includes(rrset.type))
    .filter(({ type }) => !(type === 'NS' && name === '@') && !(type === 'CAA' && exposure === 'tunnel'))
    .filter(({ type }) => !own.has(`${zone}/${name}/${type}`))
    .map(({ type, records }) => ({ server, name, type, values: records.map(({ value }) => value) }));
}

const TerraformState = z.object({
  resources: z.array(
    z.object({
      type: z.string(),
      instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()) })),
    }),
  ),
});

/** `zone/name/TYPE` of every record that Terraform made from here. Damage is Terraform's to report. */
function recordsInState(text: string | undefined): ReadonlySet<string> {
  if (text === undefined) return new Set();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return new Set();
  }
  const parsed = TerraformState.safeParse(json);
  if (!parsed.success) return new Set();
  return new Set(
    parsed.data.resources
      .filter(({ type }) => type === 'hcloud_zone_rrset')
      .flatMap(({ instances }) => instances.map(({ attributes: { zone, name, type } }) => `${zone}/${name}/${type}`)),
  );
}

function conflict(conflicts: readonly Conflict[], project: string): KitError {
  const lines = conflicts.map(
    ({ server, type, values }) => `${server.domain} ${type} ${values.map(escapeLine).join(', ')}`,
  );
  const adoptable = conflicts.filter(({ type }) => type !== 'CNAME' && type !== 'NS');
  const imports = adoptable.map(
    ({ server, name, type }) =>
      `  terraform import 'hcloud_zone_rrset.${recordAddress(server.name, type)}' '${server.zone}/${name}/${type}'`,
  );
  return usageError({
    code: 'E_RECORD_CONFLICT',
    what: `${lines.length === 1 ? 'A record is' : `${lines.length} records are`} in the way, and nothing was changed.`,
    why: `these were not made from here, and nothing is overwritten:\n${lines.join('\n')}`,
    next: [
      `remove ${lines.length === 1 ? 'it' : 'them'} in the console when nobody needs ${lines.length === 1 ? 'it' : 'them'}, or choose another name.`,
      ...(imports.length === 0
        ? []
        : [`To have the kit take over what is there, in cdktf.out/stacks/${project} after a plan:`, ...imports]),
    ].join('\n'),
  });
}
