import { expect, it } from 'vitest';
import { createProgress } from '../../edges/progress.ts';

function record(isTTY: boolean) {
  let clock = 0;
  let written = '';
  const stream = {
    isTTY,
    columns: 60,
    write(text: string) {
      written += text;
    },
  };
  return {
    progress: createProgress({ label: 'gateway', stream, now: () => clock }),
    wait(seconds: number) {
      clock += seconds * 1000;
    },
    take: () => {
      const text = written;
      written = '';
      return text;
    },
  };
}

it('writes plain lines with seconds where nobody watches', () => {
  const { progress, wait, take } = record(false);
  progress.step('waiting for SSH');
  wait(2.34);
  progress.step('installing');
  expect(take()).toBe('   0.0 s  gateway: waiting for SSH\n   2.3 s  gateway: installing\n');
});

it('repeats a detail in a log at most every ten seconds', () => {
  const { progress, wait, take } = record(false);
  progress.step('installing');
  take();
  for (let second = 1; second <= 25; second += 1) {
    wait(1);
    progress.detail(`${second} packages`);
  }
  expect(take().match(/\d+ packages/g)).toEqual(['10 packages', '20 packages']);
});

it('keeps one live line on a terminal', () => {
  const { progress, take } = record(true);
  progress.step('installing');
  take();
  progress.detail('half');
  expect(take()).toBe('\r\u001b[K   0.0 s  gateway: installing (half)');
  progress.step('next');
  expect(take()).toContain('gateway: installing: done\n');
  progress.end();
  expect(take()).toBe('\r\u001b[K');
});

it('never wraps the live line, and shows what a server sent instead of obeying it', () => {
  const { progress, take } = record(true);
  progress.step('x'.repeat(200));
  expect(take().length).toBeLessThan(70);
  progress.detail('\u001b[2Jgone\nnext');
  progress.warn('odd \u202e');
  const shown = take();
  expect(shown).not.toContain('\u001b[2J');
  expect(shown).not.toContain('\u202e');
});
