import { describe, expect, it } from 'vitest';
import type { Output, Subject } from '../../proof/judge.ts';
import { gixyNg } from '../../proof/judges/gixy.ts';
import { judges } from '../../proof/judges/index.ts';
import { nmap } from '../../proof/judges/nmap.ts';
import { sslyze } from '../../proof/judges/sslyze.ts';
import { testssl } from '../../proof/judges/testssl.ts';
import { judgeWith } from '../../proof/run.ts';

const subject: Subject = {
  name: 'agent.example.com',
  address: '198.51.100.7',
  kind: 'tls',
  profile: 'intermediate',
  nginxDump: '/tmp/nginx.conf',
  folder: '/tmp',
};
const printed = (stdout: string, json = ''): Output => ({ exitCode: 0, stdout, stderr: '', file: () => json });
const compliance = (rest: string) => ` COMPLIANCE AGAINST TLS CONFIGURATION\n ----\n\n    Checking …\n\n${rest}\n`;
const ciphers = (lines: string) => `| ssl-enum-ciphers: \n${lines}|_  least strength: A\n`;
const counts = (high: number) => `Total issues:\n    Unspecified: 0\n    Low: 0\n    Medium: 0\n    High: ${high}\n`;
const graded = (...extra: object[]) =>
  JSON.stringify([
    ...Array.from({ length: 25 }, (_, index) => ({ id: `ok${index}`, severity: 'OK', finding: 'fine' })),
    ...extra,
  ]);

describe('what a judge says', () => {
  it.each([
    ['sslyze: compliant', sslyze, printed(compliance('    agent.example.com:443: OK - Compliant.')), 0],
    [
      'sslyze: two complaints',
      sslyze,
      printed(compliance('    a:443: FAILED - Not compliant.\n        * ciphers: CBC\n        * rsa: small')),
      2,
    ],
    ['nmap: modern', nmap, printed(ciphers('|   TLSv1.3: \n|     ciphers: \n|       TLS_A (x25519) - A\n')), 0],
    ['nmap: an old protocol', nmap, printed(ciphers('|   TLSv1.1: \n|   TLSv1.2: \n')), 1],
    ['nmap: a weak cipher', nmap, printed(ciphers('|   TLSv1.2: \n|       TLS_RSA_3DES (rsa 2048) - C\n')), 1],
    ['gixy: none', gixyNg, printed(counts(0)), 0],
    ['gixy: one', gixyNg, printed(`>> Problem: [x] Bad.\nSeverity: HIGH\nReason: it is so\n${counts(1)}`), 1],
    ['gixy: counted and not explained', gixyNg, printed(counts(2)), 1],
    ['testssl: fine', testssl, printed('', graded()), 0],
    ['testssl: high', testssl, printed('', graded({ id: 'BEAST', severity: 'HIGH', finding: 'vulnerable' })), 1],
    [
      'testssl: a CA without revocation',
      testssl,
      printed('', graded({ id: 'cert_revocation', severity: 'HIGH', finding: 'none' })),
      0,
    ],
  ] as const)('%s', (_, judge, output, count) => {
    expect(judge.read(output, subject).findings).toHaveLength(count);
  });

  it.each(judges.map((judge) => [judge.id, judge] as const))('%s: silence is no acquittal', (_, judge) => {
    expect(() => judge.read(printed(''), subject)).toThrow(/printed|wrote|enumerated/);
  });

  it('a scan that met no server is not counted either', () => {
    const fatal = graded({ id: 'scanProblem', severity: 'FATAL', finding: 'no connection' });
    expect(() => testssl.read(printed('', fatal), subject)).toThrow('no connection');
    expect(() => sslyze.read(printed(compliance('    a:443: ERROR - Scan did not run.')), subject)).toThrow('ERROR');
  });

  it('a program that is not there did not judge', async () => {
    const judged = await judgeWith({ ...sslyze, version: { argv: ['/nonexistent/judge'], pattern: /./ } }, subject, '');
    expect(judged).toMatchObject({ outcome: 'did-not-judge', findings: [], version: '?' });
    expect(judged.summary).toContain('ENOENT');
  });
});
