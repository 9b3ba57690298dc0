import { z } from 'zod';
import type { Observation } from './verify.ts';

const SCHEMA_VERSION = 1;

/** One server's run as a file: `verify --save-facts DIR` writes it, `--from-facts DIR` and tests read it. No secret is in it. */
export function recordObservation(observation: Observation): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...observation }, null, 1)}\n`;
}

const recording = z.looseObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  declared: z.looseObject({ server: z.string() }),
  suppressions: z.array(z.unknown()),
  address: z.string(),
  image: z.string(),
  startedAt: z.string(),
  gathered: z.looseObject({
    readings: z.record(z.string(), z.looseObject({ kind: z.string(), at: z.number(), ms: z.number() })),
    now: z.number(),
    gatherMs: z.number(),
  }),
});

/** @throws Error whose message says what in the file does not fit */
export function readObservation(text: string): Observation {
  const parsed = recording.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { schemaVersion: _, ...observation } = parsed.data;
  return observation as unknown as Observation;
}
