import { execFile } from 'node:child_process';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { type KitError, usageError } from '../policy/errors.ts';

export interface Listening {
  readonly listener: Server;
  readonly port: number;
  /** Who has the preferred port, when it was not to be had. */
  readonly insteadOf?: string;
}

/**
 * Listens on 127.0.0.1: on the demanded port, else on the preferred one, else on any that is free.
 *
 * @throws E_PORT_TAKEN, E_PORT_FORBIDDEN (64) when the demanded one is not to be had
 */
export async function listenLocally(preferred: number, demanded?: number): Promise<Listening> {
  const wanted = demanded ?? preferred;
  try {
    return { listener: await listen(wanted), port: wanted };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
    const holder = code === 'EADDRINUSE' ? await holderOf(wanted) : 'only root may listen there';
    if (demanded !== undefined) throw unavailable(demanded, code, holder, cause);
    const listener = await listen(0);
    return { listener, port: (listener.address() as AddressInfo).port, insteadOf: holder };
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Half open: a client that has said everything may still wait for the answer.
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function unavailable(port: number, code: string, holder: string, cause: unknown): KitError {
  return usageError({
    code: code === 'EACCES' ? 'E_PORT_FORBIDDEN' : 'E_PORT_TAKEN',
    what: `Cannot listen on port ${port} of this machine.`,
    why: code === 'EACCES' ? 'ports below 1024 are for root alone.' : `it is taken: ${holder}.`,
    next: 'choose another one with --port, or leave --port out: then a free one is found.',
    cause,
  });
}

const run = promisify(execFile);

/** In words, as far as this machine tells: other people's processes have no name for us. */
async function holderOf(port: number): Promise<string> {
  const unnamed = 'another program listens there';
  try {
    // Linux: users:(("node",pid=4711,fd=21))
    const { stdout } = await run('ss', ['-Hltnp', `sport = :${port}`]);
    const found = /\("([^"]+)",pid=(\d+)/.exec(stdout);
    return found ? `${found[1]} (process ${found[2]}) listens there` : unnamed;
  } catch {
    // No ss (macOS), where lsof is always there. Who it is makes the message better; nothing depends on it.
  }
  try {
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
    const pid = /^p(\d+)$/m.exec(stdout)?.[1];
    const name = /^c(.+)$/m.exec(stdout)?.[1];
    return pid && name ? `${name} (process ${pid}) listens there` : unnamed;
  } catch {
    return unnamed;
  }
}
