import { command } from '../command.ts';
import type { LabNetwork } from './addresses.ts';

/** A base chain of the host's own firewall that drops what it does not know, as Docker's and ufw's do. */
export interface DroppingChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
}

interface NftChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly hook?: string;
  readonly policy?: string;
}

/** Reads `nft -j list chains`. Only IPv4: the lab forwards no IPv6 through the host. */
export function findDroppingChains(json: string): DroppingChain[] {
  const { nftables } = JSON.parse(json) as { nftables: { chain?: NftChain }[] };
  return nftables
    .flatMap(({ chain }) => (chain === undefined ? [] : [chain]))
    .filter(({ family, hook, policy }) => hook === 'forward' && policy === 'drop' && ['ip', 'inet'].includes(family))
    .map(({ family, table, name }) => ({ family, table, name }));
}

/** Reads `nft -j -a list ruleset`: the rules with this comment, each as its chain and handle. */
export function findCommented(json: string, comment: string): (DroppingChain & { readonly handle: number })[] {
  type Rule = { family: string; table: string; chain: string; handle: number; comment?: string };
  const { nftables } = JSON.parse(json) as { nftables: { rule?: Rule }[] };
  return nftables
    .flatMap(({ rule }) => (rule === undefined || rule.comment !== comment ? [] : [rule]))
    .map(({ family, table, chain, handle }) => ({ family, table, name: chain, handle }));
}

/**
 * A packet passes only when every chain lets it, so the lab's own table cannot speak for it: where the host's firewall
 * drops by policy, two rules of the lab go into that chain, marked by a comment.
 */
export async function openForwarding({ host, table }: LabNetwork): Promise<readonly DroppingChain[]> {
  const chains = findDroppingChains(await command(['nft', '-j', 'list', 'chains']));
  await closeForwarding({ table });
  const rules = chains.flatMap(({ family, table: own, name }) =>
    ['iifname', 'oifname'].map(
      (side) => `insert rule ${family} ${own} ${name} ${side} "${host.link}" accept comment "${table}"\n`,
    ),
  );
  if (rules.length > 0) await command(['nft', '-f', '-'], { input: rules.join('') });
  return chains;
}

export async function closeForwarding({ table }: Pick<LabNetwork, 'table'>): Promise<void> {
  const rules = findCommented(await command(['nft', '-j', '-a', 'list', 'ruleset']), table);
  const text = rules.map(
    ({ family, table: own, name, handle }) => `delete rule ${family} ${own} ${name} handle ${handle}\n`,
  );
  if (text.length > 0) await command(['nft', '-f', '-'], { input: text.join('') });
}
