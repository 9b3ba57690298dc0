import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

import { isAlive, processIdentity, signal, waitForEnd } from '../../../lab/machines/process.ts';

describe('a process identity', () => {
  it('knows this process', () => expect(isAlive(processIdentity(process.pid))).toBe(true));

  it('does not take a later process with the same pid for the one meant', () => {
    const self = processIdentity(process.pid);
    const earlier = { ...self, startTime: self.startTime - 1 };
    expect(isAlive(earlier)).toBe(false);
    expect(signal(earlier, 'SIGKILL')).toBe(false); // this very test would not survive a mistake here
  });

  it('sees a process end', async () => {
    const child = spawn('sleep', ['30']);
    await once(child, 'spawn');
    const identity = processIdentity(child.pid ?? 0);
    expect(await waitForEnd(identity, 0.05)).toBe(false);
    expect(signal(identity, 'SIGKILL')).toBe(true);
    expect(await waitForEnd(identity, 5)).toBe(true);
    expect(signal(identity, 'SIGKILL')).toBe(false);
  });

  it('has no identity for a process that is not there', () => {
    expect(() => processIdentity(2 ** 22 + 1)).toThrowError(expect.objectContaining({ code: 'ENOENT' }));
  });
});
