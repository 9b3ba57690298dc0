import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keepObservation, readKept, timesKept } from '../../edges/fact-history.ts';
import { openState } from '../../edges/state-dir.ts';
import type { Observation } from '../../verify/verify.ts';

function fresh() {
  const root = mkdtempSync(join(tmpdir(), 'history-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return openState(root, 'p');
}

const look = (startedAt: string, kind: 'files' | 'unreadable' = 'files'): Observation => {
  const reading =
    kind === 'files' ? { kind, entries: [], at: 1, ms: 1 } : { kind, because: 'nobody answered', at: 1, ms: 1 };
  return {
    declared: { server: 'one' } as Observation['declared'],
    ...{ suppressions: [], address: '198.18.0.1', image: 'debian-13', startedAt },
    gathered: { readings: { hostFiles: reading }, now: 1, gatherMs: 1 },
  };
};

it('keeps looks and gives them back, oldest first', () => {
  const state = fresh();
  expect(timesKept(state, 'one')).toEqual([]);
  for (const at of ['2026-11-23T10:00:00.000Z', '2026-11-22T10:00:00.000Z']) keepObservation(state, look(at));
  expect(timesKept(state, 'one')).toEqual(['2026-11-22T10:00:00.000Z', '2026-11-23T10:00:00.000Z']);
  expect(readKept(state, 'one', '2026-11-22T10:00:00.000Z')).toEqual(look('2026-11-22T10:00:00.000Z'));
});

it('does not remember a look that met nobody', () => {
  const state = fresh();
  keepObservation(state, look('2026-11-23T10:00:00.000Z', 'unreadable'));
  expect(timesKept(state, 'one')).toEqual([]);
});

it('stays bounded', () => {
  const state = fresh();
  for (let minute = 10; minute < 60; minute++) keepObservation(state, look(`2026-11-23T10:${minute}:00.000Z`));
  // The newest thirty, and the first of the day.
  expect(timesKept(state, 'one')).toHaveLength(31);
});

it('says what to do about a damaged one', () => {
  const state = fresh();
  keepObservation(state, look('2026-11-23T10:00:00.000Z'));
  const directory = join(state.dir, 'servers/one/history');
  const [name = ''] = readdirSync(directory);
  writeFileSync(join(directory, name), 'x');
  expect(() => readKept(state, 'one', '2026-11-23T10:00:00.000Z')).toThrow(
    expect.objectContaining({ code: 'E_HISTORY_DAMAGED', next: expect.stringContaining(name) }),
  );
});
