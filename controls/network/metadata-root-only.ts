import type { NftRule } from '../../facts/nft-ruleset.ts';
import { defineControl, fail, pass } from '../control.ts';
import { filterChains, rulesOf } from './_nft.ts';

/** Hetzner's metadata service. Newer cloud-init asks the IPv6 address first. */
const services = [
  ['ip', '169.254.169.254'],
  ['ip6', 'fe80::a9fe:a9fe'],
] as const;

export default defineControl({
  id: 'network.metadata-root-only',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Only root reaches the metadata service',
  failureTitle: 'Every process reaches the metadata service',
  why: 'It hands user_data to any process that asks, for the life of the server: the first thing a talked-into agent fetches.',
  references: ['https://docs.hetzner.cloud/reference/cloud', 'https://attack.mitre.org/techniques/T1552/005/'],
  wants: () => ({
    // Refused, not dropped: whoever asks by mistake learns it at once. (Over IPv6 the refusal is lost: no ICMPv6 error comes
    // back from a link-local destination, so there it is silence.)
    nftOutput: services.map(
      ([family, address]) => `${family} daddr ${address} meta skuid != 0 counter reject with icmpx admin-prohibited`,
    ),
  }),
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const chains = filterChains(nftRuleset, 'output').map((chain) => rulesOf(nftRuleset, chain));
    const outcomes = services.map(([family, address]) => ({
      address,
      isClosed: chains.some((rules) => closes(rules, family, address)),
    }));
    const evidence = outcomes.map(
      ({ address, isClosed }) =>
        `nft output: ${address} is ${isClosed ? 'refused to everybody but root' : 'open to everybody'}`,
    );
    if (outcomes.some(({ isClosed }) => !isClosed))
      return fail(evidence, 'sudo systemctl reload nftables, or ./sclerite converge');
    return pass(evidence);
  },
});

/** The first rule that ends a packet's way in this chain must be the one that refuses it to everybody but root. */
function closes(rules: readonly NftRule[], family: string, address: string): boolean {
  const final = rules.filter(({ expr }) =>
    expr.some((part) => 'accept' in part || 'drop' in part || 'reject' in part || 'goto' in part || 'jump' in part),
  );
  const index = final.findIndex((rule) => refuses(rule, family, address));
  return (
    index >= 0 &&
    !final.slice(0, index).some(({ expr }) => expr.some((part) => 'accept' in part || 'goto' in part || 'jump' in part))
  );
}

function refuses({ expr }: NftRule, family: string, address: string): boolean {
  const matches = expr.flatMap((part) => ('match' in part ? [JSON.stringify(part.match)] : []));
  const wanted = [
    JSON.stringify({ op: '==', left: { payload: { protocol: family, field: 'daddr' } }, right: address }),
    JSON.stringify({ op: '!=', left: { meta: { key: 'skuid' } }, right: 0 }),
  ];
  const ends = expr.some((part) => 'drop' in part || 'reject' in part);
  return ends && matches.length === wanted.length && wanted.every((match) => matches.includes(match));
}
