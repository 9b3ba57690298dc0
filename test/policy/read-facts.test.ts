import { expect, it } from 'vitest';
import type { Reading } from '../../facts/fact.ts';
import { readFacts } from '../../policy/read-facts.ts';

const NOW = 1_800_000_000;
const sshd = (over: Partial<Extract<Reading, { kind: 'command' }>>): Reading => ({
  kind: 'command',
  argv: ['/usr/sbin/sshd', '-T'],
  exit: 0,
  stdout: 'port 22\npasswordauthentication no\n',
  stderr: '',
  at: NOW,
  ms: 12,
  ...over,
});

it('parses what was read and dates it', () => {
  expect(readFacts({ sshdEffective: sshd({ at: NOW - 5 }) }, NOW).sshdEffective).toEqual({
    ok: true,
    age: 5,
    value: { port: ['22'], passwordauthentication: ['no'] },
  });
});

it('leaves out what nobody collected', () => {
  expect(readFacts({}, NOW)).toEqual({});
});

it.each<{ when: string; reading: Reading; because: string }>([
  {
    when: 'the command failed',
    reading: sshd({ exit: 255, stdout: '', stderr: 'Missing privilege separation directory: /run/sshd\n' }),
    because: '/usr/sbin/sshd -T ended with 255: Missing privilege separation directory: /run/sshd',
  },
  { when: 'it hung', reading: sshd({ exit: null }), because: '/usr/sbin/sshd did not end within its time limit' },
  { when: 'it said nothing', reading: sshd({ stdout: '\n' }), because: 'sshd -T printed no setting' },
  {
    when: 'the reading is of another kind',
    reading: { kind: 'files', entries: [], at: NOW, ms: 0 },
    because: 'expected the output of a command, got files',
  },
  {
    when: 'the server could not be reached',
    reading: { kind: 'unreadable', because: 'nothing answers', at: NOW, ms: 0 },
    because: 'nothing answers',
  },
])('is unreadable, with the reason, when $when', ({ reading, because }) => {
  expect(readFacts({ sshdEffective: reading }, NOW).sshdEffective).toEqual({ ok: false, because });
});
