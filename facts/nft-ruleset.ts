import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface NftChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  /** Base chains only. */
  readonly type?: string;
  readonly hook?: string;
  readonly prio?: number;
  readonly policy?: string;
}

/** One statement or match, as nft's own JSON has it (libnftables-json(5)). */
export type NftExpression = Readonly<Record<string, unknown>>;

export interface NftRule {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly expr: readonly NftExpression[];
}

export interface NftRuleset {
  readonly chains: readonly NftChain[];
  readonly rules: readonly NftRule[];
  /** Named sets, without their elements: a ban list can be long. */
  readonly sets: readonly { readonly family: string; readonly table: string; readonly name: string }[];
}

/**
 * The packet filter as the kernel runs it, all tables.
 *
 * Blind spots: eBPF programs, tc filters and the old iptables-legacy tables are not in it.
 */
export const nftRuleset = defineFact<NftRuleset>({
  title: 'the packet filter in the kernel',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/sbin/nft', '-j', '-t', 'list', 'ruleset'] }),
  parse(reading) {
    const { nftables } = JSON.parse(stdoutOf(reading)) as { nftables?: readonly Readonly<Record<string, unknown>>[] };
    if (!Array.isArray(nftables)) throw new Unreadable('nft -j printed no nftables list');
    const all = <T>(kind: string) => nftables.flatMap((item) => (item[kind] === undefined ? [] : [item[kind] as T]));
    return { chains: all('chain'), rules: all('rule'), sets: all('set') };
  },
});
