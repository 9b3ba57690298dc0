import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import writeFileAtomic from 'write-file-atomic';
import { toForget } from '../drift/history.ts';
import { KitError } from '../policy/errors.ts';
import { readObservation, recordObservation } from '../verify/recording.ts';
import type { Observation } from '../verify/verify.ts';
import type { State } from './state-dir.ts';

const directory = (server: string) => `servers/${server}/history`;
const SUFFIX = '.json.gz';
/** `2026-11-23T13:02:24.695Z` as a file's name; colons are no letters for every file system. */
const nameOf = (at: string) => `${at.replaceAll(':', '_')}${SUFFIX}`;
const timeOf = (name: string) => basename(name, SUFFIX).replaceAll('_', ':');

/**
 * Keeps what one run saw (about 25 kB), and drops what is older than anybody asks for: see drift/history.ts. A look that met
 * nobody is no memory of a server, and is not kept.
 */
export function keepObservation(state: State, observation: Observation): void {
  const seen = Object.values(observation.gathered.readings);
  if (!seen.some(({ kind }) => kind === 'command' || kind === 'files')) return;
  const { server } = observation.declared;
  const path = state.path(`${directory(server)}/${nameOf(observation.startedAt)}`);
  writeFileAtomic.sync(path, gzipSync(recordObservation(observation)), { mode: 0o600 });
  for (const time of toForget(timesKept(state, server), observation.startedAt)) {
    state.remove(`${directory(server)}/${nameOf(time)}`);
  }
}

/** RFC 3339 times of the looks that are kept, oldest first. */
export function timesKept(state: State, server: string): readonly string[] {
  // The name is of no file: `path` makes the directory of what it is asked for.
  return readdirSync(dirname(state.path(`${directory(server)}/any`)))
    .filter((name) => name.endsWith(SUFFIX))
    .map(timeOf)
    .sort();
}

/** @throws E_HISTORY_DAMAGED */
export function readKept(state: State, server: string, at: string): Observation {
  const path = state.path(`${directory(server)}/${nameOf(at)}`);
  try {
    return readObservation(gunzipSync(readFileSync(path)).toString('utf8'));
  } catch (cause) {
    throw new KitError({
      code: 'E_HISTORY_DAMAGED',
      what: `Cannot read what was seen of ${server} at ${at}.`,
      why: cause instanceof Error ? cause.message : String(cause),
      next: `remove ${path}: only the memory of that look is lost.`,
      cause,
    });
  }
}
