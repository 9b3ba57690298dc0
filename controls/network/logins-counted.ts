import { defineControl, fail, pass } from '../control.ts';
import { filterChains, rulesOf } from './_nft.ts';

export default defineControl({
  id: 'network.logins-counted',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'One address can neither open SSH connections without pause nor hold many at once',
  failureTitle: 'One address can open or hold as many SSH connections as it likes',
  why: 'Each connection costs the server a process before anybody has proved anything; a single machine can keep everybody else out.',
  references: ['ANSSI BP-028 R79', 'https://wiki.nftables.org/wiki-nftables/index.php/Meters'],
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const rules = filterChains(nftRuleset, 'input').flatMap((chain) => rulesOf(nftRuleset, chain));
    const [port, openings] = [
      '{"payload":{"protocol":"tcp","field":"dport"}}',
      rules.map(({ expr }) => JSON.stringify(expr)),
    ];
    const onSsh = openings.filter((rule) => rule.includes(`"left":${port},"right":22}`) && rule.includes('"drop":'));
    const found = (['ip', 'ip6'] as const).flatMap((family) =>
      (
        [
          ['limit', 'new ones in a time'],
          ['ct count', 'open ones'],
        ] as const
      ).map(([word, what]) => ({
        what: `${family}: ${what}`,
        isLimited: onSsh.some((rule) => rule.includes(`"protocol":"${family}"`) && rule.includes(`{"${word}":`)),
      })),
    );
    const evidence = found.map(
      ({ what, isLimited }) => `nft input: port 22, ${what} ${isLimited ? 'limited' : 'not limited'}`,
    );
    return found.every(({ isLimited }) => isLimited)
      ? pass(evidence)
      : fail(evidence, 'sudo systemctl reload nftables, or ./sclerite converge');
  },
});
