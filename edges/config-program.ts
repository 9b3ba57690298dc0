import { accessSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileReader } from '../config/files.ts';
import { usageError } from '../policy/errors.ts';

const NAME = 'sclerite.config.ts';

/** Absolute path of the operator's file. @throws E_CONFIG_MISSING */
export function findConfig(path: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const given = path || env.SCLERITE_CONFIG;
  const file = given ? resolve(given) : join(import.meta.dirname, '..', NAME);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  const source = path ? '--config' : 'SCLERITE_CONFIG';
  throw usageError({
    code: 'E_CONFIG_MISSING',
    what: `There is no config file ${file}.`,
    why: given ? `${source} points there.` : 'the servers are described in it, so nothing can start without.',
    next: given ? `correct ${source}.` : './sclerite init writes one; it asks at most five questions.',
  });
}

/** What the file exports, unchecked. @throws E_CONFIG_BROKEN */
export async function importConfig(file: string): Promise<unknown> {
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as typeof module;
  } catch (cause) {
    throw usageError({
      code: 'E_CONFIG_BROKEN',
      what: `${file} cannot be run.`,
      why: importWords(cause, file),
      next: 'npx tsc -p . shows the place; ./sclerite init --force writes a fresh one.',
      cause,
    });
  }
  return module.default;
}

/** Node's own first lines: for a syntax error the place, the line and the words; else the message and where it was thrown. */
function importWords(cause: unknown, file: string): string {
  if (!(cause instanceof Error)) return String(cause);
  const place = (cause.stack ?? '').split('\n').find((line) => line.includes(file));
  return [
    `${cause.name}: ${cause.message}`,
    ...(place === undefined || cause.message.includes(place.trim()) ? [] : [place.trim()]),
  ].join('\n');
}

/** The operator's files as they lie on this machine. @param base where relative paths start, absolute */
export function fileReader(base: string): FileReader {
  return {
    resolve: (path) => (path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : resolve(base, path)),
    exists: (absolute) => {
      try {
        accessSync(absolute);
        return true;
      } catch {
        return false; // missing or out of reach: either way it cannot be used
      }
    },
    read: (absolute) => {
      try {
        return { ok: true, text: readFileSync(absolute, 'utf8') };
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return { ok: false, because: code === 'ENOENT' ? 'there is no such file' : message };
      }
    },
  };
}
