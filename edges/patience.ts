import { usageError } from '../policy/errors.ts';

const LONGEST = 100;

/**
 * Stretches a time that this kit waits for a server, seconds or milliseconds, by SCLERITE_PATIENCE. For servers that are slow
 * by nature: a processor that is emulated (docs/lab.md). What a real server gets is the time as it stands in the code.
 *
 * @throws E_USAGE when the variable is no number from 1 to 100
 */
export function patient(duration: number, env: NodeJS.ProcessEnv = process.env): number {
  const text = env.SCLERITE_PATIENCE ?? '';
  if (text === '') return duration;
  const factor = Number(text);
  if (factor >= 1 && factor <= LONGEST) return Math.round(duration * factor);
  throw usageError({
    what: `SCLERITE_PATIENCE=${JSON.stringify(text)} cannot be used.`,
    why: `it says how many times as long to wait for a server: a number from 1 to ${LONGEST}.`,
    next: 'unset it; only a lab without KVM needs it.',
  });
}
