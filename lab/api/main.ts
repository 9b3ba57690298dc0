/**
 * The API as a process of its own:
 * `lab api --driver none --listen 127.0.0.1:8088 --state DIR [--token TOKEN] [--log FILE]`.
 */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Driver } from '../driver.ts';
import { NoneDriver } from '../drivers/none.ts';
import type { AddressPool } from './addresses.ts';
import { createApi } from './api.ts';
import { listen } from './http.ts';
import { StateDamaged } from './state-damaged.ts';
import { StateHeld } from './state-lock.ts';

/** Addresses that belong to nobody: benchmarking (RFC 2544) and documentation (RFC 3849). */
export const labPool: AddressPool = { ipv4: '198.18.0.0/15', ipv6: '2001:db8:5c1e::/48' };

const exitUsage = 64;

const usage = `lab api: a local Hetzner Cloud API on a TCP port, until SIGTERM or Ctrl-C

  --driver none           what runs the machines; none keeps them on paper
  --listen HOST:PORT      where to listen; port 0 takes a free one (default 127.0.0.1:8088)
  --state DIR             where the state is kept (default .sclerite/lab-api)
  --token TOKEN           the only token that is let in (default: any of 64 characters)
  --as-of YYYY-MM-DD      the day whose API is emulated (default: today's)
  --requests-per-hour N   refuse with 429 beyond it (default: never)
  --log FILE              requests and events, a line each (default DIR/api.log)
`;

/** The command line cannot be understood. */
class UsageError extends Error {}

/** @returns the exit code, once the API has ended: 0, 1 when it could not run, 64 for bad usage */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = parse(argv);
    if (options === 'help') {
      process.stdout.write(usage);
      return 0;
    }
    return await serve(options);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return exitUsage;
    }
    const isExpected = error instanceof StateDamaged || error instanceof StateHeld || error instanceof CannotListen;
    process.stderr.write(`${isExpected ? error.message : ((error as Error).stack ?? error)}\n`);
    return 1;
  }
}

interface Options {
  readonly host: string;
  readonly port: number;
  readonly state: string;
  readonly token: string | undefined;
  readonly requestsPerHour: number | null;
  readonly asOf: string | undefined;
  readonly logFile: string;
}

class CannotListen extends Error {
  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    const why = cause.code === 'EADDRINUSE' ? 'another process listens there' : cause.message;
    const next = 'give another address with --listen; port 0 takes a free one.';
    super(`Cannot listen on ${host}:${port}.  [E_LAB_LISTEN]\n  Why:  ${why}\n  Next: ${next}`, { cause });
  }
}

async function serve(options: Options): Promise<number> {
  mkdirSync(options.state, { recursive: true, mode: 0o700 });
  const file = createWriteStream(options.logFile, { flags: 'a', mode: 0o600 });
  file.on('error', (error) => process.stderr.write(`cannot write ${options.logFile}: ${error.message}\n`));
  const log = (line: string) => file.write(`${new Date().toISOString()} ${line}\n`);
  const driver: Driver = new NoneDriver(join(options.state, 'machines.json'));
  const api = await createApi({
    driver,
    stateDir: options.state,
    addressPool: labPool,
    requestsPerHour: options.requestsPerHour,
    log,
    ...(options.token === undefined ? {} : { token: options.token }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
  });
  try {
    const server = await listen(api, options, log).catch((error: NodeJS.ErrnoException) => {
      throw new CannotListen(options.host, options.port, error);
    });
    const rule = options.token === undefined ? 'any 64 characters' : 'the one given with --token';
    process.stdout.write(`HCLOUD_ENDPOINT=${server.endpoint}\n`);
    process.stderr.write(`token: ${rule}; driver: ${driver.name}; state: ${options.state}; log: ${options.logFile}\n`);
    const signal = await untilSignal();
    log(`ending on ${signal}`);
    await server.close();
  } finally {
    await api.close();
    await ended(file);
  }
  return 0;
}

/**
 * The listeners stay for good: while a file is written, write-file-atomic's signal-exit listens, too, and sends a
 * signal that nobody else listens to (any longer) once more, which then kills.
 */
function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}

const ended = (stream: WriteStream): Promise<void> => new Promise((resolve) => stream.end(() => resolve()));

function parse(argv: readonly string[]): Options | 'help' {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        driver: { type: 'string', default: 'none' },
        listen: { type: 'string', default: '127.0.0.1:8088' },
        state: { type: 'string', default: '.sclerite/lab-api' },
        token: { type: 'string' },
        'requests-per-hour': { type: 'string' },
        'as-of': { type: 'string' },
        log: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help === true) return 'help';
  if (values.driver !== 'none') throw new UsageError(`--driver ${values.driver}: only "none" runs without \`lab up\``);
  const address = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(String(values.listen));
  const port = Number(address?.[3]);
  const host = address?.[1] ?? address?.[2];
  if (host === undefined || port > 65535) throw new UsageError(`--listen ${values.listen}: expected HOST:PORT`);
  const perHour = values['requests-per-hour'];
  if (perHour !== undefined && !/^[1-9]\d{0,8}$/.test(String(perHour))) {
    throw new UsageError(`--requests-per-hour ${perHour}: expected a positive number`);
  }
  const asOf = values['as-of'] === undefined ? undefined : String(values['as-of']);
  if (asOf !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf)))) {
    throw new UsageError(`--as-of ${asOf}: expected a day as YYYY-MM-DD`);
  }
  const state = resolve(String(values.state));
  return {
    host,
    port,
    state,
    asOf,
    token: values.token === undefined ? undefined : String(values.token),
    requestsPerHour: perHour === undefined ? null : Number(perHour),
    logFile: values.log === undefined ? join(state, 'api.log') : resolve(String(values.log)),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main(process.argv.slice(2));
