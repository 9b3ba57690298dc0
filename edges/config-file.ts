import { dirname } from 'node:path';
import type { Config } from '../config/config.ts';
import { type ConfigProblem, problemText } from '../config/problem.ts';
import { parseConfig } from '../config/schema.ts';
import { type KitError, usageError } from '../policy/errors.ts';
import { fileReader, findConfig, importConfig } from './config-program.ts';

export { fileReader, findConfig };

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
