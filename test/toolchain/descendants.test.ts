import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { below, descendants, parseStat } from '../../toolchain/descendants.ts';

it.each([
  { when: 'the name is plain', line: '12 (terraform) S 7 12 7 0 -1', then: { pid: 12, name: 'terraform', parent: 7 } },
  {
    when: 'the name has spaces and parentheses',
    line: '12 (a) R 1 (b) S 7 12',
    then: { pid: 12, name: 'a) R 1 (b', parent: 7 },
  },
  { when: 'the process is gone', line: '', then: undefined },
])('parseStat: $when', ({ line, then }) => {
  expect(parseStat(line)).toEqual(then);
});

it('goes down through every generation and nowhere else', () => {
  const processes = [
    { pid: 2, parent: 1, name: 'node' },
    { pid: 3, parent: 2, name: 'terraform' },
    { pid: 4, parent: 3, name: 'provider' },
    { pid: 5, parent: 1, name: 'terraform' },
  ];
  expect(below(processes, 2).map(({ pid }) => pid)).toEqual([3, 4]);
});

it('sees a grandchild that runs now', async () => {
  const child = spawn('bash', ['-c', 'sleep 30 & echo $!; wait'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    const grandchild = await new Promise((resolve) => child.stdout.once('data', (pid: Buffer) => resolve(Number(pid))));
    expect(descendants(process.pid).map(({ pid }) => pid)).toEqual(expect.arrayContaining([child.pid, grandchild]));
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  }
});
