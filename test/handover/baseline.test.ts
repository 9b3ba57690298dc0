import { describe, expect, it } from 'vitest';
import { forgetBaselinePin, readBaselinePin, writeBaselinePin } from '../../edges/baseline-pin.ts';
import type { BaselineDifference } from '../../facts/baseline.ts';
import { judgeBaseline, keepBaseline } from '../../handover/steps/baseline.ts';
import { fake } from './_fake.ts';

const TAKEN = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const motd: BaselineDifference = { kind: 'file', name: '/etc/motd', change: 'changed' };

/** A server whose program compares and takes. */
const server = (sha256: string, differences: readonly BaselineDifference[] = []) =>
  fake({
    answer: ({ label }) => ({
      stdout:
        label === 'taking the baseline'
          ? `${OTHER}\n`
          : JSON.stringify({ sha256, takenAt: 1_795_000_000, size: 2, differences }),
    }),
  });

describe('whether the server is what the last deploy left behind', () => {
  it('is not asked of a server that never had a baseline, nor of another machine under its name', async () => {
    const { handover, ran } = server(TAKEN);
    expect(await judgeBaseline(handover)).toBe('new');
    writeBaselinePin(handover.state, 'gateway', 8, TAKEN);
    expect(await judgeBaseline(handover)).toBe('new');
    expect(ran).toEqual([]);
  });

  it.each([
    { when: 'nothing changed', sha256: TAKEN, differences: [], then: 'kept', words: undefined },
    {
      when: 'a file changed',
      sha256: TAKEN,
      differences: [motd],
      then: 'broken',
      words: /file \/etc\/motd was changed;/,
    },
    {
      when: 'two did',
      sha256: TAKEN,
      differences: [motd, motd],
      then: 'broken',
      words: /and 1 more; .*--accept-changes/,
    },
    { when: 'root took another one', sha256: OTHER, differences: [], then: 'broken', words: /not the one/ },
  ])('$then, when $when', async ({ sha256, differences, then, words }) => {
    const { handover, said } = server(sha256, differences);
    writeBaselinePin(handover.state, 'gateway', 7, TAKEN);
    expect(await judgeBaseline(handover)).toBe(then);
    if (words) expect(said.join()).toMatch(words);
    else expect(said).toEqual([]);
  });

  it('is broken when the program is gone', async () => {
    const { handover, said } = fake({ answer: () => ({ exitCode: 127, stderr: 'baseline: not found' }) });
    writeBaselinePin(handover.state, 'gateway', 7, TAKEN);
    expect(await judgeBaseline(handover)).toBe('broken');
    expect(said.join()).toContain('baseline: not found');
  });
});

describe('the new baseline', () => {
  it.each(['new', 'kept'] as const)('is taken, and its digest comes home, when the old one was %s', async (trust) => {
    const { handover } = server(TAKEN);
    await keepBaseline(handover, trust);
    expect(readBaselinePin(handover.state, 'gateway', 7)).toBe(OTHER);
    expect(readBaselinePin(handover.state, 'gateway', 8)).toBeUndefined();
  });

  it('is not taken when somebody else changed something', async () => {
    const { handover, ran } = server(TAKEN, [motd]);
    writeBaselinePin(handover.state, 'gateway', 7, TAKEN);
    await keepBaseline(handover, 'broken');
    expect(ran).toEqual([]);
    expect(readBaselinePin(handover.state, 'gateway', 7)).toBe(TAKEN);
  });

  it('is taken of everything once the changes are accepted', async () => {
    const { handover } = server(TAKEN, [motd]);
    writeBaselinePin(handover.state, 'gateway', 7, TAKEN);
    forgetBaselinePin(handover.state, 'gateway');
    await keepBaseline(handover, await judgeBaseline(handover));
    expect(readBaselinePin(handover.state, 'gateway', 7)).toBe(OTHER);
  });

  it('refuses an answer that is no digest', async () => {
    const { handover } = fake({ answer: () => ({ stdout: 'Permission denied\n' }) });
    await expect(keepBaseline(handover, 'new')).rejects.toThrow();
    expect(readBaselinePin(handover.state, 'gateway', 7)).toBeUndefined();
  });
});
