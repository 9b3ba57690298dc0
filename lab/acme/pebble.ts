import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';

import { KitError } from '../../policy/errors.ts';
import { writeJson } from '../machines/machine.ts';
import { isAlive, type ProcessIdentity, processIdentity, signal, waitForEnd } from '../machines/process.ts';
import type { AuthorityPaths } from '../paths.ts';
import { readControl } from './control.ts';

/** Pebble's own usual ports. */
export const ACME_PORT = 14_000;
export const MANAGEMENT_PORT = 15_000;
/** As Let's Encrypt's; Pebble itself would say five years. */
const VALIDITY_SECONDS = 90 * 86_400;
/** Three RSA keys are made first: 0.3 s on an idle core, 2 s on a very busy one. */
const START_SECONDS = 30;
/** A Pebble that lived shorter than that has failed to live; so many in a row, and nobody tries again. */
const LIFE_SECONDS = 10;
const ATTEMPTS = 5;

/**
 * The file for `pebble -config`, as Debian 12 (2.4.0) and Debian 13 (2.6.0) read it. From 2.7 on, `profiles` would say how long
 * certificates last.
 */
export function renderPebbleConfig(listen: string, files: PebbleFiles, validitySeconds = VALIDITY_SECONDS): object {
  return {
    pebble: {
      listenAddress: `${listen}:${ACME_PORT}`,
      managementListenAddress: `${listen}:${MANAGEMENT_PORT}`,
      certificate: files.certificate,
      privateKey: files.key,
      httpPort: 80,
      tlsPort: 443,
      ocspResponderURL: '',
      externalAccountBindingRequired: false,
      certificateValidityPeriod: validitySeconds,
    },
  };
}

export interface PebbleFiles {
  readonly certificate: string;
  readonly key: string;
}

export interface PebbleOptions {
  readonly paths: AuthorityPaths;
  /** Address it listens on. */
  readonly listen: string;
  /** HOST:PORT that it resolves names at. */
  readonly nameServer: string;
  readonly files: PebbleFiles;
  /** Called with the new root each time it has started. */
  readonly onRoot: (pem: string) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * Runs Pebble until it is stopped, and again when it ends by itself or is killed. It keeps nothing: accounts, orders and
 * keys are gone with each process. `ready` settles with the first start.
 * @throws E_LAB_AUTHORITY from `ready`
 */
export function keepPebble(options: PebbleOptions): { readonly ready: Promise<void>; stop(): Promise<void> } {
  const { paths, log } = options;
  let isEnding = false;
  let end: (() => Promise<void>) | undefined;

  async function live(onReady: () => void): Promise<void> {
    for (let failures = 0; failures < ATTEMPTS && !isEnding; ) {
      const begun = performance.now();
      const child = await start(options);
      const identity = processIdentity(child.pid ?? Number.NaN);
      end = async () => {
        signal(identity, 'SIGKILL'); // there is nothing it would want to save
        await waitForEnd(identity, 5);
      };
      const ended = once(child, 'exit');
      await options.onRoot(await waitForRoot(options, () => isAlive(identity)));
      await writeJson(paths.running, identity);
      log(`ca: ready after ${Math.round(performance.now() - begun)} ms, process ${identity.pid}`);
      onReady();
      const [code, name] = (await ended) as [number | null, string | null];
      await rm(paths.running, { force: true });
      if (isEnding) return;
      log(`ca: Pebble ended with ${code ?? name}; starting it again`);
      failures = performance.now() - begun < LIFE_SECONDS * 1000 ? failures + 1 : 0;
    }
    if (!isEnding) log(`ca: Pebble ended ${ATTEMPTS} times at once; read ${paths.log}`);
  }

  const ready = new Promise<void>((resolve, reject) => {
    live(resolve).catch((error: Error) => {
      if (isEnding) return;
      log(`ca: ${error.message}`);
      reject(error);
    });
  });
  ready.catch(() => {}); // whoever waits for it hears of it; before that it is no unhandled rejection
  return {
    ready,
    async stop() {
      isEnding = true;
      await end?.();
      await rm(paths.running, { force: true });
    },
  };
}

/** Ends a Pebble whose daemon is gone. It dies with its daemon; this is for a daemon that left it no time to. */
export async function endAuthority(paths: Pick<AuthorityPaths, 'running'>): Promise<void> {
  if (!existsSync(paths.running)) return;
  const identity = JSON.parse(await readFile(paths.running, 'utf8')) as ProcessIdentity;
  signal(identity, 'SIGKILL');
  await waitForEnd(identity, 5);
  await rm(paths.running, { force: true });
}

async function start({ paths, listen, nameServer, files }: PebbleOptions) {
  await writeJson(paths.config, renderPebbleConfig(listen, files, readControl(paths.control).validitySeconds));
  const log = openSync(paths.log, 'w', 0o600);
  try {
    const child = spawn(
      // When the daemon is killed, it goes as well: the next daemon starts another.
      ...([
        'setpriv',
        ['--pdeathsig', 'KILL', 'pebble', '-strict', '-config', paths.config, '-dnsserver', nameServer],
      ] as const),
      {
        cwd: '/',
        // Without it Pebble sleeps up to 5 s before it looks at a challenge. Clients poll in any case; it only takes time.
        env: { PATH: process.env.PATH, PEBBLE_VA_NOSLEEP: '1' },
        stdio: ['ignore', log, log],
      },
    );
    await once(child, 'spawn');
    return child;
  } finally {
    closeSync(log);
  }
}

async function waitForRoot(options: PebbleOptions, isRunning: () => boolean): Promise<string> {
  const deadline = performance.now() + START_SECONDS * 1000;
  const roots = await readFile(options.paths.directoryRoots, 'utf8');
  for (let refusal = ''; ; ) {
    try {
      return await fetchManagement(options.listen, roots, '/roots/0');
    } catch (error) {
      refusal = (error as Error).message;
    }
    if (!isRunning() || performance.now() > deadline) {
      throw new KitError({
        code: 'E_LAB_AUTHORITY',
        what: "The lab's CA did not start.",
        why: lastWords(await readFile(options.paths.log, 'utf8')) || refusal,
        next: `read ${options.paths.log}, then run \`./sclerite lab down\` and try again.`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One text from Pebble's management interface, such as `/roots/0` or `/intermediate-keys/0`. */
export function fetchManagement(host: string, directoryRoots: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = get({ host, port: MANAGEMENT_PORT, path, ca: directoryRoots, agent: false, timeout: 5_000 });
    asked.on('timeout', () => asked.destroy(new Error(`no answer from ${host}:${MANAGEMENT_PORT} for 5 s`)));
    asked.on('error', reject);
    asked.on('response', (reply: IncomingMessage) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      reply.on('error', reject);
      reply.on('end', () =>
        reply.statusCode === 200 ? resolve(text) : reject(new Error(`${path}: ${reply.statusCode} ${text}`)),
      );
    });
  });
}

function lastWords(log: string): string {
  return log.trim().split('\n').slice(-5).join('\n');
}
