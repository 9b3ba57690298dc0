import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { untilAskedToEnd } from '../../scripts/_until-asked-to-end.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const counts = () => SIGNALS.map((signal) => process.listenerCount(signal));

/** A process of its own that waits to be asked, says why and ends; with `stays`, it ends only by force. */
async function waiting(stays = false) {
  const file = new URL('../../scripts/_until-asked-to-end.ts', import.meta.url).href;
  const code = `
    import { untilAskedToEnd } from ${JSON.stringify(file)};
    setInterval(() => {}, 1000);
    const asked = untilAskedToEnd();
    console.log('ready');
    console.log(await asked.promise);
    ${stays ? '' : 'process.exit(0);'}
  `;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', code];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const lines: string[] = [];
  child.stdout.on('data', (data: Buffer) => lines.push(...data.toString().trim().split('\n')));
  await vi.waitFor(() => expect(lines).toEqual(['ready']), { timeout: 5_000 });
  return { child, lines, ended };
}

describe('a process that waits to be asked to end', () => {
  it.each([
    { signal: 'SIGINT', reason: 'Ctrl-C' },
    { signal: 'SIGTERM', reason: 'asked to end' },
    { signal: 'SIGHUP', reason: 'the terminal is gone' },
  ] as const)('ends in its own way after $signal', async ({ signal, reason }) => {
    const { child, lines, ended } = await waiting();
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(lines).toEqual(['ready', reason]);
  });

  it('is ended at once by a second Ctrl-C', async () => {
    const { child, lines, ended } = await waiting(true);
    child.kill('SIGINT');
    await vi.waitFor(() => expect(lines).toEqual(['ready', 'Ctrl-C']));
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
  });
});

describe('the watch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('notices within a second that whoever started it is gone', async () => {
    const before = counts();
    let parent = 4711;
    const asked = untilAskedToEnd(() => parent);
    vi.advanceTimersByTime(5_000);
    expect(asked.isAsked).toBe(false);
    parent = 1;
    vi.advanceTimersByTime(1_000);
    expect(asked.isAsked).toBe(true);
    expect(await asked.promise).toBe('the program that started this is gone');
    expect(counts()).toEqual(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves nothing behind when it is stopped', () => {
    const before = counts();
    const asked = untilAskedToEnd();
    expect(counts()).toEqual(before.map((count) => count + 1));
    asked.stop();
    expect(counts()).toEqual(before);
    expect(vi.getTimerCount()).toBe(0);
    expect(asked.isAsked).toBe(false);
  });
});
