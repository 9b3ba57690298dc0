import { describe, expect, it } from 'vitest';
import { exitCode } from '../../report/exit-code.ts';
import { human } from '../../report/human.ts';
import { json } from '../../report/json.ts';
import type { Report, Result } from '../../report/report.ts';
import { summarize } from '../../report/summarize.ts';

const result = (over: Partial<Result>): Result => ({
  id: 'ssh.password-auth-off',
  status: 'pass',
  severity: 'critical',
  layer: 'infrastructure',
  title: 'SSH accepts no passwords',
  evidence: ['sshd -T: passwordauthentication no'],
  references: [],
  ...over,
});
const results = [
  result({}),
  result({ id: 'ssh.root-login-off', status: 'fail', title: 'root may log in', next: 'Say no.', severity: 'high' }),
  result({ id: 'network.inbound-drop', status: 'cannot-tell', evidence: [], because: 'nft: no such file' }),
  result({ id: 'network.quiet', status: 'suppressed', title: 'It is loud', because: 'a party (until 2027-01-01)' }),
];
const report: Report = {
  schemaVersion: 1,
  tool: { name: 'sclerite', version: '0.1.0' },
  startedAt: '2026-11-23T10:00:00.000Z',
  durationMs: 812,
  controls: [],
  servers: [
    { name: 'gateway', address: '192.0.2.7', image: 'debian-13', gatherMs: 612, summary: summarize(results), results },
  ],
  exitCode: exitCode(results),
};

describe('exitCode', () => {
  it.each<{ when: string; statuses: Result['status'][]; broke?: boolean; then: number }>([
    { when: 'everything passed', statuses: ['pass', 'pass'], then: 0 },
    { when: 'a failure is suppressed', statuses: ['pass', 'suppressed'], then: 0 },
    { when: 'something could not be told', statuses: ['pass', 'cannot-tell'], then: 3 },
    { when: 'something failed and something could not be told', statuses: ['cannot-tell', 'fail'], then: 2 },
    { when: 'a check broke beside a failure', statuses: ['fail', 'cannot-tell'], broke: true, then: 1 },
    { when: 'nothing was judged', statuses: [], then: 64 },
    { when: 'nothing was judged and something broke', statuses: [], broke: true, then: 64 },
  ])('$when -> $then', ({ statuses, broke, then }) => {
    expect(
      exitCode(
        statuses.map((status) => ({ status })),
        broke,
      ),
    ).toBe(then);
  });
});

it('prints a report for people', () => {
  expect(human(report)).toMatchInlineSnapshot(`
    "gateway  192.0.2.7  debian-13  facts in 612 ms

      ssh
        ✔ SSH accepts no passwords  ssh.password-auth-off
        ✖ root may log in           ssh.root-login-off  high
            sshd -T: passwordauthentication no
            Next: Say no.

      network
        ? SSH accepts no passwords  network.inbound-drop
            Because: nft: no such file
        – It is loud                network.quiet
            sshd -T: passwordauthentication no
            Because: a party (until 2027-01-01)

    1 server: 1 pass, 1 fail, 1 cannot tell, 1 suppressed in 0.8 s (exit 2)
    "
  `);
});

it('shows the evidence of a pass only when asked', () => {
  expect(human(report)).not.toContain('sshd -T: passwordauthentication no\n    ✖');
  expect(human(report, { evidence: true })).toContain('        sshd -T: passwordauthentication no\n    ✖');
});

it('never lets a server move the reader’s cursor', () => {
  const nasty = result({
    status: 'fail',
    evidence: ['\u001b[2J\u001b]0;owned\u0007'],
    next: 'look\u009b2K',
    title: 'x',
  });
  const servers = report.servers.map((server) => ({ ...server, results: [nasty], image: '\u001b[31m' }));
  const text = human({ ...report, servers });
  expect(text).toContain('\\x1b[2J\\x1b]0;owned\\x07');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

it('keeps every line that a server says below its control', () => {
  const forged = result({
    status: 'fail',
    evidence: ['sudo -l:\n    ✔ No rule without a password  accounts.no-nopasswd'],
  });
  const servers = report.servers.map((server) => ({ ...server, results: [forged] }));
  expect(human({ ...report, servers }).match(/^ {4}✔/gm)).toBeNull();
});

it('prints JSON that reads back as it was', () => {
  expect(JSON.parse(json(report))).toEqual(report);
  expect(json(report).endsWith('}\n')).toBe(true);
});
