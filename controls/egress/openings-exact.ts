import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { decidingChains, rulesOf } from '../network/_nft.ts';
import { egressRules, expectedRules, seenRule } from './_rules.ts';

export default defineControl({
  id: 'egress.openings-exact',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Names, time and the web may leave the server, and nothing else',
  failureTitle: 'Something else than names, time and the web may leave the server',
  why: 'A program that was taken over calls home, scans, sends mail: through a port that nobody here needs, unless it is shut.',
  references: ['ANSSI BP-028 R78', 'https://attack.mitre.org/techniques/T1571/'],
  appliesTo: ({ egress }) => egress !== undefined,
  wants: (declared) => ({ nftEgress: egressRules(declared) }),
  needs: ['nftRuleset', 'accounts'],
  check({ nftRuleset, accounts }, declared) {
    const uids = new Map(accounts.users.map(({ name, uid }) => [name, String(uid)]));
    const missing = ['root', '_apt', 'openclaw'].filter((name) => !uids.has(name));
    if (missing.length > 0) return cannotTell(`there is no account ${missing.join(', ')}`);
    const seen = decidingChains(nftRuleset, 'output')
      .flatMap((chain) => rulesOf(nftRuleset, chain))
      .flatMap((rule) => seenRule(rule) ?? []);
    const wanted = expectedRules(declared, (name) => uids.get(name) ?? name);
    const wrong = [
      ...seen.filter((rule) => !wanted.includes(rule)).map((rule) => `nft output: lets out, undeclared: ${rule}`),
      ...wanted.filter((rule) => !seen.includes(rule)).map((rule) => `nft output: does not let out: ${rule}`),
    ];
    return wrong.length > 0
      ? fail(wrong, 'sudo systemctl reload nftables, or ./sclerite converge')
      : pass(seen.map((rule) => `nft output: lets out ${rule}`));
  },
});
