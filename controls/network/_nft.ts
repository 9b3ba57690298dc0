import type { NftChain, NftExpression, NftRule, NftRuleset } from '../../facts/nft-ruleset.ts';
import { NFT_TABLE } from '../../policy/render/nftables.ts';

/** A hole as a rule of the host's firewall cuts it. `sources`: blocks as nft prints them; undefined means everywhere. */
export interface NftOpening {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly sources?: readonly (string | readonly [string, string])[];
  /** Only one family, when the rule says so. */
  readonly family?: 'ipv4' | 'ipv6';
}

/** What a rule does, as far as letting packets in goes. `unknown` lets something in that is not understood. */
export type NftEffect =
  | { readonly kind: 'opening'; readonly opening: NftOpening }
  | { readonly kind: 'housekeeping' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly rule: string };

/** Base chains that decide about a hook, in the table family that sees both IPv4 and IPv6 or in both single ones. */
export const filterChains = ({ chains }: NftRuleset, hook: string): readonly NftChain[] =>
  chains.filter((chain) => chain.type === 'filter' && chain.hook === hook);

export const rulesOf = ({ rules }: NftRuleset, { family, table, name }: NftChain): readonly NftRule[] =>
  rules.filter((rule) => rule.family === family && rule.table === table && rule.chain === name);

/**
 * A packet must be accepted by every chain of the hook, so only those that drop by default say what may pass. When none does (which
 * other controls see), ours are looked at all the same.
 */
export function decidingChains(ruleset: NftRuleset, hook: string): readonly NftChain[] {
  const chains = filterChains(ruleset, hook);
  const deciding = chains.filter(({ policy }) => policy === 'drop');
  return deciding.length > 0 ? deciding : chains.filter(({ table }) => table === NFT_TABLE);
}

/** Whether a hook drops what no rule accepts, for IPv4 and IPv6: the chains that say so, by family. */
export function dropsByDefault(ruleset: NftRuleset, hook: string) {
  const dropping = filterChains(ruleset, hook).filter((chain) => chain.policy === 'drop');
  const covers = (family: string) => dropping.some((chain) => chain.family === 'inet' || chain.family === family);
  return { ipv4: covers('ip'), ipv6: covers('ip6') };
}

/** The statements that can let a packet pass, directly or by handing it on. */
const passing = ['accept', 'jump', 'goto', 'queue', 'vmap', 'fwd', 'dup'];

/** What a rule lets in. Anything that is not recognised for certain is `unknown`. */
export function effectOf({ expr }: NftRule): NftEffect {
  if (!expr.some((statement) => passing.some((word) => word in statement))) return { kind: 'nothing' };
  const matches = expr.flatMap((statement) => ('match' in statement ? [statement.match as Match] : []));
  if (isStateMap(expr) || isHousekeeping(matches, expr)) return { kind: 'housekeeping' };
  const opening = expr.some((statement) => 'accept' in statement) ? openingOf(matches, expr) : undefined;
  return opening ? { kind: 'opening', opening } : { kind: 'unknown', rule: JSON.stringify(expr) };
}

interface Match {
  readonly op: string;
  readonly left: unknown;
  readonly right: unknown;
}

const isKey = (match: Match, key: string) => {
  const left = match.left as {
    meta?: { key: string };
    ct?: { key: string };
    payload?: { protocol: string; field: string };
  };
  const name = left.meta?.key ?? left.ct?.key ?? (left.payload && `${left.payload.protocol} ${left.payload.field}`);
  return name === key;
};

/** `ct state vmap { established : accept, … }` with nothing new in it. */
function isStateMap(expr: readonly NftExpression[]): boolean {
  const maps = expr.filter((statement) => 'vmap' in statement);
  if (maps.length !== 1 || expr.some((statement) => 'accept' in statement)) return false;
  const { key, data } = (
    maps[0] as { vmap: { key: { ct?: { key: string } }; data: { set?: readonly [string, object][] } } }
  ).vmap;
  const known = ['established', 'related', 'invalid'];
  return (
    key.ct?.key === 'state' && (data.set ?? []).every(([state, verdict]) => known.includes(state) || 'drop' in verdict)
  );
}

/** Loopback, answers, errors and neighbours (ICMP of any type), and DHCP's own answers: open on every host. */
function isHousekeeping(matches: readonly Match[], expr: readonly NftExpression[]): boolean {
  if (!expr.some((statement) => 'accept' in statement)) return false;
  const equals = (key: string, value: unknown) =>
    matches.some((match) => match.op === '==' && isKey(match, key) && match.right === value);
  const states = matches.find((match) => isKey(match, 'state'));
  const isAnswer =
    states !== undefined && [states.right].flat().every((state) => state === 'established' || state === 'related');
  return (
    equals('iif', 'lo') ||
    equals('iifname', 'lo') ||
    isAnswer ||
    matches.some((match) => match.op === '==' && (isKey(match, 'icmp type') || isKey(match, 'icmpv6 type'))) ||
    (equals('udp sport', 67) && equals('udp dport', 68)) ||
    (equals('udp sport', 547) && equals('udp dport', 546))
  );
}

/** `[meta nfproto …] [ip saddr …] tcp dport 22 accept`, and nothing else but counters and `ct state new`. */
function openingOf(matches: readonly Match[], expr: readonly NftExpression[]): NftOpening | undefined {
  const plain = expr.every((statement) => 'match' in statement || 'counter' in statement || 'accept' in statement);
  if (!plain) return undefined;
  let opening: Partial<NftOpening> = {};
  for (const match of matches) {
    if (match.op === '==' && isKey(match, 'tcp dport') && typeof match.right === 'number') {
      opening = { ...opening, protocol: 'tcp', port: match.right };
    } else if (match.op === '==' && isKey(match, 'udp dport') && typeof match.right === 'number') {
      opening = { ...opening, protocol: 'udp', port: match.right };
    } else if (match.op === '==' && isKey(match, 'nfproto') && (match.right === 'ipv4' || match.right === 'ipv6')) {
      opening = { ...opening, family: match.right };
    } else if (match.op === '==' && (isKey(match, 'ip saddr') || isKey(match, 'ip6 saddr'))) {
      const sources = sourcesOf(match.right);
      if (!sources) return undefined;
      opening = { ...opening, sources };
    } else if (!(isKey(match, 'state') && match.right === 'new')) return undefined;
  }
  return opening.protocol && opening.port !== undefined ? (opening as NftOpening) : undefined;
}

/** An address, `{prefix}`, `{range}`, or a `{set}` of them. A named set (`@name`) is not resolved. */
function sourcesOf(right: unknown): readonly (string | readonly [string, string])[] | undefined {
  if (typeof right === 'string') return right.startsWith('@') ? undefined : [right];
  const value = right as {
    prefix?: { addr: string; len: number };
    range?: [string, string];
    set?: readonly unknown[];
  } | null;
  if (value?.prefix) return [`${value.prefix.addr}/${value.prefix.len}`];
  if (value?.range) return [value.range];
  if (!value?.set) return undefined;
  const parts = value.set.map(sourcesOf);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
