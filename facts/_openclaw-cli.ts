import { type Reading, Unreadable } from './fact.ts';

/**
 * The slow facts are taken together, each of these commands starts Node and reads most of OpenClaw, and the gateway may be
 * starting at the same time: alone they take 2 to 9 s on two cores, together 36 s were seen.
 */
export const SLOWEST_SECONDS = 180;

/**
 * The JSON that one of OpenClaw's commands printed, whatever it ended with: several of them print their findings and then end
 * with 1 or 2. Anything else is unreadable, with its own words.
 */
export function openclawJson(reading: Reading): Readonly<Record<string, unknown>> {
  if (reading.kind !== 'command') throw new Unreadable(`expected the output of a command, got ${reading.kind}`);
  const start = reading.stdout.indexOf('{');
  let value: unknown;
  try {
    value = JSON.parse(reading.stdout.slice(Math.max(start, 0)));
  } catch {
    const ended = reading.exit === null ? 'did not end within its time limit' : `ended with ${reading.exit}`;
    const words = reading.stderr.trim() || reading.stdout.trim() || '(no output)';
    throw new Unreadable(`${nameOf(reading.argv)} ${ended} and printed no JSON: ${words.slice(-500)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Unreadable(`${nameOf(reading.argv)} printed JSON of another shape`);
  }
  return value as Record<string, unknown>;
}

/** `openclaw security audit --json`, without the account and the environment that come before it. */
function nameOf(argv: readonly string[]): string {
  const entry = argv.findIndex((word) => word.endsWith('/openclaw.mjs'));
  return entry < 0 ? argv.join(' ') : ['openclaw', ...argv.slice(entry + 1)].join(' ');
}
