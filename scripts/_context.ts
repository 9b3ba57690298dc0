import type { Config } from '../config/config.ts';
import { loadConfig } from '../edges/config-file.ts';
import { openState, type State, stateRoot } from '../edges/state-dir.ts';
import { closest } from '../policy/closest.ts';
import { usageError } from '../policy/errors.ts';

/** What every verb about deployed servers begins with. */
export interface Context {
  readonly config: Config;
  /** Absolute path of the config file. */
  readonly file: string;
  readonly state: State;
  /** Names of the chosen servers, in the config's order. */
  readonly servers: readonly string[];
}

export interface ContextOptions {
  /** `--config` */
  readonly config?: string | undefined;
  /** @default every server */
  readonly servers?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Loads the config, opens the state and chooses the servers. Warnings of the config are a deploy's business and not repeated.
 *
 * @throws E_CONFIG…, E_STATE_…, E_USAGE for a server that the config does not have
 */
export async function openContext({
  config: path,
  servers = [],
  env = process.env,
}: ContextOptions = {}): Promise<Context> {
  const { file, config } = await loadConfig({ path, env });
  const chosen = selectServers(config, servers);
  return { config, file, state: openState(stateRoot(env), config.project), servers: chosen };
}

/** @throws E_USAGE (64) naming every unknown server at once */
export function selectServers(config: Config, names: readonly string[]): readonly string[] {
  const known = config.servers.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const guesses = unknown.map((name) => {
      const guess = closest(name, known);
      return guess === undefined ? `"${name}"` : `"${name}" (did you mean "${guess}"?)`;
    });
    throw usageError({
      what: `The config has no server ${guesses.join(', ')}.`,
      why: `it has ${known.join(', ')}.`,
      next: 'name one of these, or none for all of them.',
    });
  }
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}
