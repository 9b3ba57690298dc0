import type { Fact, FactResult, Reading } from '../facts/fact.ts';
import { type FactId, type FactResults, facts } from '../facts/index.ts';

/** The hourly timer may be missed once before a slow fact is too old to judge by. */
const SLOW_MAX_AGE_SECONDS = 2 * 3600;

/**
 * Readings → facts. Pure.
 *
 * @param now Unix seconds on the clock of the machine that took the readings
 */
export function readFacts(readings: Readonly<Record<string, Reading>>, now: number): FactResults {
  const results: Partial<Record<FactId, FactResult<unknown>>> = {};
  for (const [id, fact] of Object.entries(facts) as [FactId, Fact<unknown>][]) {
    const reading = readings[id];
    if (reading !== undefined) results[id] = readFact(fact, reading, now);
  }
  return results as FactResults;
}

function readFact(fact: Fact<unknown>, reading: Reading, now: number): FactResult<unknown> {
  if (reading.kind === 'unreadable') return { ok: false, because: reading.because };
  const age = Math.max(0, now - reading.at);
  const maxAge = fact.speed === 'slow' ? (fact.maxAge ?? SLOW_MAX_AGE_SECONDS) : Number.POSITIVE_INFINITY;
  if (age > maxAge) {
    return { ok: false, because: `taken ${Math.round(age)} s ago, and it may be ${maxAge} s old: run verify --fresh` };
  }
  try {
    return { ok: true, value: fact.parse(reading), age };
  } catch (error) {
    return { ok: false, because: error instanceof Error ? error.message : String(error) };
  }
}
