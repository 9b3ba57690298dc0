import type { NftRule } from '../../facts/nft-ruleset.ts';
import { EGRESS_LOG } from '../../policy/render/nftables.ts';
import { defineControl, fail, pass } from '../control.ts';
import { filterChains, rulesOf } from '../network/_nft.ts';

/** Statements of a rule that looks at no packet in particular. */
const statements = ({ expr }: NftRule, word: string) =>
  expr.every((part) => !('match' in part)) ? expr.flatMap((part) => (word in part ? [part[word]] : [])) : [];

export default defineControl({
  id: 'egress.refusals-logged',
  layer: 'infrastructure',
  severity: 'low',
  title: 'What is refused on its way out is counted and logged',
  failureTitle: 'What is refused on its way out leaves no trace',
  why: 'A program that tries ports that it never needed is the first sign of a break-in, often the only one.',
  references: ['ANSSI BP-028 R71', 'https://attack.mitre.org/techniques/T1571/'],
  appliesTo: ({ egress }) => egress !== undefined,
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const rules = filterChains(nftRuleset, 'output').flatMap((chain) => rulesOf(nftRuleset, chain));
    const prefixes = rules.flatMap((rule) => statements(rule, 'log') as { prefix?: string }[]);
    const isLogged = prefixes.some(({ prefix }) => prefix === EGRESS_LOG);
    const refusal = rules.find((rule) => statements(rule, 'reject').length > 0);
    const [count] = (refusal ? statements(refusal, 'counter') : []) as { packets: number }[];
    const evidence = [
      `nft output: the rest is ${isLogged ? `logged as "${EGRESS_LOG.trim()}"` : 'not logged'}`,
      `nft output: the rest is ${count ? `counted, ${count.packets} packets so far` : 'not counted'}`,
    ];
    return isLogged && count
      ? pass(evidence)
      : fail(evidence, 'sudo systemctl reload nftables, or ./sclerite converge');
  },
});
