import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaults } from '../config/defaults.ts';
import { readOperator } from '../config/operator-key.ts';
import { fileReader, findConfig, importConfig } from '../edges/config-program.ts';
import { type ConnectOptions, connect, type Session, type SshTarget } from '../edges/ssh.ts';
import { findIdentity } from '../edges/ssh-identity.ts';
import { stateRoot } from '../edges/state-root.ts';
import { auditorLogin } from './auditor-login.ts';

/** How to log in; `connect` of edges/ssh.ts, unless somebody began earlier. */
export type Login = (target: SshTarget, options: ConnectOptions) => Promise<Session>;

export interface EarlyLogins {
  /** The login that was begun to exactly this, or a new one. */
  readonly login: Login;
  /** Hangs up what nobody asked for. */
  close(): void;
}

interface Begun {
  readonly key: string;
  readonly session: Promise<Session>;
}

/**
 * Begins to log in to the servers before the config is checked and anything else is loaded: while they answer, this machine has
 * the time to do both. What is needed is only *guessed*, from the raw config and the state; the logins count only where the
 * checked config comes to the same address, pinned host keys and private key. Whatever cannot be guessed is left to the real
 * way, which says what is wrong with it: nothing here ever complains.
 *
 * @param names servers to look at; empty for all
 * @param dial how to log in
 */
export async function beginLogins(
  names: readonly string[],
  path: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
  dial: Login = connect,
): Promise<EarlyLogins> {
  const begun: Begun[] = [];
  try {
    for (const { target, options } of await guesses(names, path, env)) {
      const session = dial(target, options);
      session.catch(() => {}); // Told to whoever takes it; nobody may.
      begun.push({ key: keyOf(target, options), session });
    }
  } catch {
    // No config, no state, no key: the real way complains in its own words.
  }
  return {
    login(target, options) {
      const at = begun.findIndex(({ key }) => key === keyOf(target, options));
      return begun.splice(at, at < 0 ? 0 : 1)[0]?.session ?? dial(target, options);
    },
    close() {
      for (const { session } of begun.splice(0)) {
        session.then(
          (open) => open.close(),
          () => {},
        );
      }
    },
  };
}

/** All that decides whom we trust and what we show. */
function keyOf(target: SshTarget, { accept, identity, timeoutMs }: ConnectOptions): string {
  const from = identity.kind === 'file' ? identity.path : identity.socket;
  return JSON.stringify([target, accept, identity.publicKey, from, timeoutMs]);
}

async function guesses(names: readonly string[], path: string | undefined, env: NodeJS.ProcessEnv) {
  const file = findConfig(path, env);
  const raw = (await importConfig(file)) as {
    readonly project?: string;
    readonly servers: readonly { readonly name: string }[];
    readonly operators: readonly unknown[];
    readonly ssh?: { readonly keyExchange?: string };
  };
  const files = fileReader(dirname(file));
  const operators = raw.operators.map((operator) => {
    const read = readOperator(operator, files);
    if (!read.ok) throw new Error('the config has mistakes');
    return read.value;
  });
  const identity = await findIdentity(operators);
  const keyExchange = raw.ssh?.keyExchange === 'post-quantum-only' ? raw.ssh.keyExchange : undefined;
  const servers = join(stateRoot(env), '.sclerite', raw.project ?? defaults.project, 'servers');
  return raw.servers
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map(({ name }) => {
      const record = read<{ serverId: number; ipv4: string | null; ipv6: string | null }>(
        join(servers, name, 'server.json'),
      );
      const pins = read<{ serverId: number; hostKeys: string[]; throwaway?: string }>(
        join(servers, name, 'known-hosts.json'),
      );
      if (pins.serverId !== record.serverId) throw new Error('the pins are those of another server');
      const [address = '', otherAddress] = [record.ipv4, record.ipv6].filter((found) => found !== null);
      const accept = [...pins.hostKeys, ...(pins.throwaway === undefined ? [] : [pins.throwaway])];
      return auditorLogin({ name, address, otherAddress, accept, identity, keyExchange });
    });
}

const read = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
