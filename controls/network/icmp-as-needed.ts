import type { NftRule } from '../../facts/nft-ruleset.ts';
import { defineControl, fail, pass } from '../control.ts';
import { decidingChains, rulesOf } from './_nft.ts';

/** RFC 4890, 4.4.1 and 4.4.2: traffic that must not be dropped, and what may also be let in. */
const needed = {
  icmp: ['destination-unreachable', 'time-exceeded', 'parameter-problem'],
  icmpv6: [
    'destination-unreachable',
    'packet-too-big',
    'time-exceeded',
    'parameter-problem',
    'nd-neighbor-solicit',
    'nd-neighbor-advert',
  ],
} as const;
const allowed = {
  icmp: [...needed.icmp, 'echo-request', 'echo-reply'],
  icmpv6: [...needed.icmpv6, 'echo-request', 'echo-reply', 'nd-router-advert', 'mld-listener-query'],
} as const;
type Family = keyof typeof needed;

export default defineControl({
  id: 'network.icmp-as-needed',
  layer: 'infrastructure',
  severity: 'low',
  title: 'ICMP that connections live by comes in, and no other',
  failureTitle: 'ICMP that is needed is shut out, or other is let in',
  why: 'Without some of it connections hang for no visible reason; with all of it a neighbour redirects traffic and asks the server out.',
  references: ['https://www.rfc-editor.org/rfc/rfc4890#section-4.4', 'ANSSI BP-028 R12'],
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const rules = decidingChains(nftRuleset, 'input')
      .flatMap((chain) => rulesOf(nftRuleset, chain))
      .filter(accepts);
    const families = (['icmp', 'icmpv6'] as const).map((family) => {
      const types = rules.flatMap((rule) => typesOf(rule, family));
      return { family, types: [...new Set(types.map(({ type }) => type))].sort(), all: types };
    });
    const wrong = families.flatMap(({ family, types, all }) => [
      ...needed[family]
        .filter((type) => !types.includes(type))
        .map((type) => `nft input: ${family} ${type} is shut out`),
      ...types
        .filter((type) => !(allowed[family] as readonly string[]).includes(type))
        .map((type) => `nft input: ${family} ${type} is let in`),
      ...all
        .filter(({ type, isNear }) => type.startsWith('nd-') && !isNear)
        .map(({ type }) => `nft input: ${family} ${type} is let in from beyond the next router`),
      ...all
        .filter(({ type, isPaced }) => type === 'echo-request' && !isPaced)
        .map(({ type }) => `nft input: ${family} ${type} is let in as often as it comes`),
    ]);
    if (wrong.length > 0) return fail(wrong, 'sudo systemctl reload nftables, or ./sclerite converge');
    return pass(families.map(({ family, types }) => `nft input: ${family} ${types.join(', ')}`));
  },
});

const accepts = ({ expr }: NftRule) => expr.some((part) => 'accept' in part);

interface Match {
  readonly left: { readonly payload?: { readonly protocol: string; readonly field: string } };
  readonly right: unknown;
}

function typesOf({ expr }: NftRule, family: Family) {
  const matches = expr.flatMap((part) => ('match' in part ? [part.match as Match] : []));
  const value = (protocol: string, field: string) =>
    matches.find(({ left }) => left.payload?.protocol === protocol && left.payload.field === field)?.right;
  const right = value(family, 'type') as { set?: readonly unknown[] } | string | number | undefined;
  if (right === undefined) return [];
  const list = typeof right === 'object' ? (right.set ?? [JSON.stringify(right)]) : [right];
  return list.map((type) => ({
    type: String(type),
    isNear: value('ip6', 'hoplimit') === 255,
    isPaced: expr.some((part) => 'limit' in part),
  }));
}
