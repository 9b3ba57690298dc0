import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atomicWrite } from '../edges/state-dir.ts';
import { usageError } from '../policy/errors.ts';
import { readObservation, recordObservation } from './recording.ts';
import type { Observation } from './verify.ts';

/** One file a server, `<server>.json`, 0600: no secret is in it, but a map of the server is. */
export function saveFacts(directory: string, observations: readonly Observation[]): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const observation of observations) {
    atomicWrite(join(directory, `${observation.declared.server}.json`), recordObservation(observation), 0o600);
  }
}

/** @throws E_RECORDING (64) when the directory holds none, or one that cannot be read */
export function loadFacts(directory: string): readonly Observation[] {
  const complain = (what: string, why: string, cause?: unknown) =>
    usageError({ code: 'E_RECORDING', what, why, next: 'make one with: ./sclerite verify --save-facts DIR', cause });
  let names: string[];
  try {
    names = readdirSync(directory).filter((name) => name.endsWith('.json'));
  } catch (cause) {
    throw complain(`Cannot read the recordings in ${directory}.`, (cause as Error).message, cause);
  }
  if (names.length === 0) throw complain(`There is no recording in ${directory}.`, 'no file there ends with .json.');
  return names.sort().map((name) => {
    try {
      return readObservation(readFileSync(join(directory, name), 'utf8'));
    } catch (cause) {
      throw complain(`${join(directory, name)} is not a recording of this version.`, (cause as Error).message, cause);
    }
  });
}
