import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KitError, usageError } from '../policy/errors.ts';

/** A file that is not there yet, and will be for its owner alone. */
export interface NewPrivateFile {
  /** Absolute. */
  readonly path: string;
  /** 0600; never over another file. @throws E_FILE_TAKEN, E_FILE_WRITE */
  write(content: string | Uint8Array): void;
}

/** Complains before anything is made. @throws E_FILE_TAKEN (64), E_FILE_WRITE */
export function newPrivateFile(typed: string): NewPrivateFile {
  const path = resolve(typed);
  if (existsSync(path)) throw taken(path);
  if (!existsSync(dirname(path))) throw cannotWrite(path, `there is no directory ${dirname(path)}.`);
  return {
    path,
    write(content) {
      try {
        writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw taken(path);
        throw cannotWrite(path, cause instanceof Error ? cause.message : String(cause), cause);
      }
    },
  };
}

const taken = (path: string): KitError =>
  usageError({
    code: 'E_FILE_TAKEN',
    what: `${path} is there already.`,
    why: 'it may be the only copy of a key, and is never written over.',
    next: 'move it away, or name another file with --output FILE.',
  });

const cannotWrite = (path: string, why: string, cause?: unknown): KitError =>
  new KitError({
    code: 'E_FILE_WRITE',
    what: `Cannot write ${path}. Nothing was issued.`,
    why,
    next: 'name a place that can be written to with --output FILE.',
    cause,
  });
