import type { FactResults } from '../../../facts/index.ts';
import type { NftExpression, NftRule } from '../../../facts/nft-ruleset.ts';
import type { Declared } from '../../../policy/declared.ts';
import { read } from '../_facts.ts';
import { declared as tunnel } from '../_hardened.ts';

/** A server whose profile is `web`, with one port more for root. */
export const declared: Declared = { ...tunnel, egress: { ports: [8080] } };

const UIDS = { root: 0, _apt: 42, openclaw: 986 };

export const match = (left: object, right: unknown): NftExpression => ({ match: { op: '==', left, right } });
export const to = (protocol: string, right: unknown) => match({ payload: { protocol, field: 'dport' } }, right);
export const from = (protocol: string, right: unknown) => match({ payload: { protocol, field: 'sport' } }, right);
export const by = (right: unknown) => match({ meta: { key: 'skuid' } }, right);
export const accept: NftExpression = { accept: null };
export const set = (...values: unknown[]) => ({ set: values });

/** What nft 1.1.3 prints of the rules that such a server has, one expression list each. */
export const rules: readonly (readonly NftExpression[])[] = [
  [
    {
      vmap: {
        key: { ct: { key: 'state' } },
        data: set(['established', { accept: null }], ['related', { accept: null }]),
      },
    },
  ],
  [
    match({ payload: { protocol: 'ip', field: 'daddr' } }, '169.254.169.254'),
    { match: { op: '!=', left: { meta: { key: 'skuid' } }, right: 0 } },
    { counter: { packets: 0, bytes: 0 } },
    { reject: { type: 'icmpx', expr: 'admin-prohibited' } },
  ],
  [match({ meta: { key: 'oif' } }, 'lo'), accept],
  [match({ meta: { key: 'l4proto' } }, set('icmp', 'ipv6-icmp')), accept],
  [to('udp', set(53, 123)), accept],
  [to('tcp', 53), accept],
  [from('udp', 68), to('udp', 67), accept],
  [from('udp', 546), to('udp', 547), accept],
  [to('tcp', set(80, 443, 8080)), by(set(0, 42, { range: [61184, 65519] })), accept],
  [to('tcp', 443), by(986), accept],
  [from('tcp', 22), by(0), accept],
  [{ limit: { rate: 10, burst: 20, per: 'minute' } }, { log: { prefix: 'sclerite egress refused: ' } }],
  [{ counter: { packets: 3, bytes: 180 } }, { reject: { type: 'icmpx', expr: 'admin-prohibited' } }],
];

/** The facts of a server with these rules in its output chain. */
export function output(
  list: readonly (readonly NftExpression[])[] = rules,
  chain: { readonly policy?: string; readonly family?: string } = {},
): FactResults {
  const base = { family: 'inet', table: 'sclerite', name: 'output', type: 'filter', hook: 'output', prio: 0 };
  const own = { ...base, policy: 'drop', ...chain };
  return {
    accounts: read({
      users: Object.entries(UIDS).map(([name, uid]) => ({
        name,
        uid,
        gid: uid,
        home: '/',
        shell: '/usr/sbin/nologin',
        isShadowed: true,
        password: 'locked' as const,
      })),
      groups: [],
    }),
    nftRuleset: read({
      chains: [own],
      rules: list.map((expr): NftRule => ({ family: own.family, table: own.table, chain: own.name, expr })),
      sets: [],
    }),
  };
}
