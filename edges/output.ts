import { KitError } from '../policy/errors.ts';

/** A server is never trusted with our memory: more than this from one command is an error. Facts are about 0.2 MB. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

/** @param label what the command is called in errors */
export function tooMuchOutput(server: string, label: string): KitError {
  return new KitError({
    code: 'E_SSH_OUTPUT',
    what: `A command on ${server} printed more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MiB.`,
    why: `it was: ${label}. No command of this kit prints as much.`,
    next: 'look at the server: something there answers in the place of the expected program.',
  });
}

/** Bytes to text once, at the end: a character may be cut in two by the network. */
export function collectOutput(onLine: ((line: string) => void) | undefined, tooMuch: () => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  let rest = '';
  return {
    take(chunk: Buffer) {
      size += chunk.length;
      if (size > MAX_OUTPUT_BYTES) return tooMuch();
      chunks.push(chunk);
      if (onLine === undefined) return;
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end(): string {
      if (onLine !== undefined && rest !== '') onLine(rest);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}
