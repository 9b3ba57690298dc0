import { exitCode } from '../../report/exit-code.ts';
import type { ControlCard, Report, Result, ServerReport } from '../../report/report.ts';
import { summarize } from '../../report/summarize.ts';

const card = (id: string, title: string, over: Partial<ControlCard> = {}): ControlCard => ({
  id,
  title,
  why: `Why ${id} matters.`,
  severity: 'high',
  layer: 'infrastructure',
  references: ['https://example.com/guide?a=1&b=2', 'ANSSI BP-028 R79'],
  ...over,
});

const cards = {
  passwords: card('ssh.password-auth-off', 'SSH accepts no passwords', { severity: 'critical' }),
  crypto: card('ssh.crypto-modern', 'sshd offers modern cryptography only', { severity: 'medium' }),
  drop: card('network.inbound-drop', 'What nobody allowed is dropped'),
  silent: card('network.ports-silent', 'Every other port is silent', { severity: 'low', references: [] }),
  tools: card('openclaw.tools-declared', 'The agent has the declared tools', { layer: 'agent' }),
};

/** What a server may say to whoever reads the report: each piece is an attack on one of the formats. */
export const HOSTILE = [
  '</script><script>document.title="owned"</script>',
  '<img src=x onerror="document.title=`owned`"> <style>*{display:none}</style>',
  '"\' onmouseover=alert(1) x="',
  ']]></failure></testcase> &amp; &lt;',
  '\u001b[2J\u001b]0;owned\u0007 \u009b31m',
  'evil \u202etxt.exe\u2066 \u200f \u2028 end',
  '```\n# a heading\n[click](https://evil.example) @everyone #1 | a | b\n````',
  '{0} {{1}} [here](0)',
  '\ufffe \uffff \ud800 \u0000',
].join('\n');

type Said = Pick<Result, 'status'> & Partial<Result>;

const result = (about: ControlCard, said: Said): Result => {
  const { why: _, ...common } = about;
  return { ...common, evidence: [], ...said };
};

const server = (name: string, address: string, results: readonly Result[]): ServerReport => ({
  name,
  address,
  image: 'debian-13',
  gatherMs: 612,
  summary: summarize(results),
  results,
});

const noPasswords = result(cards.passwords, { status: 'pass', evidence: ['sshd -T: passwordauthentication no'] });
const suppressed = result(cards.tools, {
  status: 'suppressed',
  title: 'The agent has other tools than declared',
  evidence: ['tools.allow: read, exec'],
  next: 'Take exec away.',
  because: 'a <b>migration</b> (until 2027-01-31)',
});
const unreachable = (about: ControlCard, fact: string) =>
  result(about, { status: 'cannot-tell', because: `${fact}: backup did not answer within 10 s` });

const servers = [
  server('gateway', '192.0.2.7', [
    result(cards.passwords, {
      status: 'fail',
      title: 'SSH accepts passwords',
      evidence: ['sshd -T: passwordauthentication yes', 'sshd -T: kbdinteractiveauthentication no'],
      next: 'Find the line that wins: grep -rin authentication /etc/ssh/sshd_config*',
    }),
    result(cards.crypto, { status: 'fail', title: 'sshd offers old cryptography', evidence: [HOSTILE], next: HOSTILE }),
    result(cards.drop, { status: 'cannot-tell', because: `nftRuleset: nft: ${HOSTILE}` }),
    result(cards.silent, { status: 'pass', evidence: ['TCP to 192.0.2.7: open 22'] }),
    suppressed,
  ]),
  server('edge', '2001:db8::7', [
    result(cards.passwords, {
      status: 'fail',
      title: 'SSH accepts passwords',
      evidence: ['sshd -T: passwordauthentication yes'],
      next: 'Find the line that wins: grep -rin authentication /etc/ssh/sshd_config*',
    }),
    result(cards.crypto, { status: 'pass', evidence: [HOSTILE] }),
  ]),
  server('backup', '198.51.100.9', [
    noPasswords,
    unreachable(cards.crypto, 'sshdEffective'),
    unreachable(cards.drop, 'nftRuleset'),
  ]),
];

/** A run in which everything happened that can happen; the text of one server is hostile. */
export const example: Report = {
  schemaVersion: 1,
  tool: { name: 'sclerite', version: '0.0.0' },
  startedAt: '2026-11-23T10:00:00.000Z',
  durationMs: 812,
  controls: Object.values(cards),
  servers,
  exitCode: exitCode(servers.flatMap(({ results }) => results)),
};

/** One server, nothing to do. */
export const green: Report = {
  ...example,
  controls: [cards.passwords],
  servers: [server('gateway', '192.0.2.7', [noPasswords])],
  exitCode: 0,
};

/** The green report with these results instead of its one. */
export function withResults(over: readonly Partial<Result>[]): Report {
  const [server] = green.servers;
  const [template] = server?.results ?? [];
  if (server === undefined || template === undefined) throw new Error('the example has no result');
  const results = over.map((one) => ({ ...template, ...one }));
  return { ...green, servers: [{ ...server, results, summary: summarize(results) }] };
}
