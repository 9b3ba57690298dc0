import { expect, it } from 'vitest';
import type { Control } from '../../controls/control.ts';
import passwordAuthOff from '../../controls/ssh/password-auth-off.ts';
import type { Declared } from '../../policy/declared.ts';
import { readObservation, recordObservation } from '../../verify/recording.ts';
import { buildReport, judgeServer, type Observation } from '../../verify/verify.ts';

const NOW = 1_800_000_000;
const observation: Observation = {
  declared: { server: 'web-1' } as Declared,
  suppressions: [{ control: 'ssh.password-auth-off', reason: 'a migration', until: '2027-01-14' }],
  address: '192.0.2.7',
  image: 'debian-13',
  startedAt: '2027-01-15T08:00:00.000Z',
  gathered: {
    now: NOW,
    gatherMs: 600,
    readings: {
      sshdEffective: {
        kind: 'command',
        argv: ['/usr/sbin/sshd', '-T'],
        exit: 0,
        stdout: 'passwordauthentication yes\nkbdinteractiveauthentication no\n',
        stderr: '',
        at: NOW,
        ms: 9,
      },
    },
  },
};
const controls = [passwordAuthOff as Control];

it('judges a recording exactly as it judged the server, suppressions by the day of the recording', () => {
  const live = judgeServer(observation, controls).report;
  const again = judgeServer(readObservation(recordObservation(observation)), controls).report;
  expect(JSON.stringify(again)).toBe(JSON.stringify(live));
  // 1_800_000_000 is 2027-01-15: the suppression ended the day before.
  expect(live.results[0]).toMatchObject({ status: 'fail', next: expect.any(String) });
});

it('refuses a file that is no recording, and says what does not fit', () => {
  expect(() => readObservation('{"schemaVersion": 2}')).toThrow(/schemaVersion/);
  expect(() => readObservation('[]')).toThrow();
  expect(() => readObservation('{')).toThrow();
});

it('ends with 1 when a check broke, and names it', () => {
  const broken: Control = {
    ...(passwordAuthOff as Control),
    check: () => {
      throw new Error('boom');
    },
  };
  const { report, broke } = buildReport([observation], [broken], { version: '0.1.0', durationMs: 1 });
  expect(report.exitCode).toBe(1);
  expect(broke.map(({ id }) => id)).toEqual(['ssh.password-auth-off']);
  expect(JSON.stringify(report)).not.toContain('broke"');
});
