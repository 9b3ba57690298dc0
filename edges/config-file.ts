import { accessSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../config/config.ts';
import type { FileReader } from '../config/files.ts';
import { type ConfigProblem, problemText } from '../config/problem.ts';
import { parseConfig } from '../config/schema.ts';
import { type KitError, usageError } from '../policy/errors.ts';

export interface LoadedConfig {
  /** Absolute. */
  readonly file: string;
  readonly config: Config;
  /** Allowed, probably not meant; for stderr. */
  readonly warnings: readonly string[];
}

export interface LoadOptions {
  /** `--config`; else SCLERITE_CONFIG, else `sclerite.config.ts` in this checkout. */
  readonly path?: string | undefined;
  /** Ids a suppression may name. @default not checked */
  readonly knownControls?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly now?: Date;
}

const NAME = 'sclerite.config.ts';

/**
 * Finds, runs and checks the operator's file. It is a program of theirs, run with their rights, as any build tool's config is.
 *
 * @throws E_CONFIG_MISSING, E_CONFIG_BROKEN, E_CONFIG with every mistake; all exit 64
 */
export async function loadConfig({
  path,
  knownControls,
  env = process.env,
  now = new Date(),
}: LoadOptions = {}): Promise<LoadedConfig> {
  const file = findConfig(path, env);
  const raw = await importConfig(file);
  const parsed = parseConfig(raw, fileReader(dirname(file)), {
    today: now.toISOString().slice(0, 10),
    ...(knownControls === undefined ? {} : { knownControls }),
  });
  if (!parsed.ok) throw configError(file, parsed.problems);
  return { file, config: parsed.config, warnings: parsed.warnings };
}

/** One error for all mistakes, one line each. */
export function configError(subject: string, problems: readonly ConfigProblem[]): KitError {
  const count = problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`;
  return usageError({
    code: 'E_CONFIG',
    what: `${subject} has ${count}.`,
    why: problems.map(problemText).join('\n'),
    next: 'correct the lines above and run the same command again; nothing was changed.',
  });
}

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

async function importConfig(file: string): Promise<unknown> {
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
