import { readFileSync } from 'node:fs';

import { KitError } from '../policy/errors.ts';
import { type CommandResult, tryCommand } from './command.ts';
import { machineIds, readMachine, supervisorOf } from './machines/machine.ts';
import { findInit, type ProcessIdentity } from './machines/process.ts';
import { labPaths, type MachinePaths, machinePaths } from './paths.ts';
import { guestExec } from './qemu/guest.ts';
import { type DriverName, type LabSettings, settingsOfEnvironment } from './settings.ts';

/** What a root login would have; nothing of the host's own environment. */
const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  USER: 'root',
  LOGNAME: 'root',
  SHELL: '/bin/bash',
  LANG: 'C.UTF-8',
};

/**
 * The command line, on the host, that runs `argv` as root inside the machine. Namespaces do not hold back everything root may
 * do (a clock that is set is the host's), so that the command gets no capability that the machine's own root cannot have.
 */
export function nsenterArguments(init: number, argv: readonly string[], terminal = 'dumb'): string[] {
  return [
    ...['nsenter', `--target=${init}`, '--mount', '--uts', '--ipc', '--net', '--pid', '--root', '--wdns=/root'],
    ...['--', 'setpriv', `--bounding-set=${boundingSet(readFileSync(`/proc/${init}/status`, 'utf8'))}`, '--'],
    ...['env', ...asRoot(argv, terminal)],
  ];
}

/** For env(1). */
function asRoot(argv: readonly string[], terminal = 'dumb'): string[] {
  const variables = Object.entries({ ...environment, TERM: terminal }).map(([name, value]) => `${name}=${value}`);
  return ['--ignore-environment', ...variables, ...argv];
}

/** `CapBnd` of /proc/PID/status (64 bits, hexadecimal; proc_pid_status(5)) as setpriv(1) takes it. */
export function boundingSet(status: string): string {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  if (mask === undefined) throw new Error("the status of the machine's first process has no line CapBnd");
  const bits = BigInt(`0x${mask}`);
  const capabilities = Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => (bits >> BigInt(bit)) & 1n);
  return ['-all', ...capabilities.map((bit) => `+cap_${bit}`)].join(',');
}

/** How long the agent of a machine with its own kernel may stay silent: a boot under TCG on a busy host. */
const AGENT_SECONDS = 240;

interface KnownMachine {
  readonly id: number;
  readonly name: string;
  readonly driver: DriverName;
  readonly paths: MachinePaths;
}

/** @throws E_LAB_NO_SERVER for an unknown name */
async function knownMachine(server: string | number, settings: LabSettings): Promise<KnownMachine> {
  const paths = labPaths(settings);
  const known = await Promise.all(
    machineIds(paths).map(async (id): Promise<KnownMachine> => {
      const { spec, driver = 'nspawn' } = await readMachine(paths, id);
      return { id, name: spec.name, driver, paths: machinePaths(paths, id) };
    }),
  );
  const found = known.find(({ id, name }) => name === server || String(id) === String(server));
  if (found !== undefined) return found;
  throw new KitError({
    code: 'E_LAB_NO_SERVER',
    what: `The lab has no server "${server}".`,
    why: known.length === 0 ? 'it has none at all.' : `it has ${known.map(({ name }) => name).join(', ')}.`,
    next: 'see `./sclerite lab status`.',
    exitCode: 64,
  });
}

/**
 * The first process of a machine in a container.
 *
 * @throws E_LAB_NO_SERVER for an unknown name, E_LAB_SERVER_OFF for a machine that does not run.
 */
export async function findMachine(server: string | number, settings: LabSettings): Promise<ProcessIdentity> {
  const found = await knownMachine(server, settings);
  const supervisor = supervisorOf(found.paths);
  const init = supervisor === null ? null : findInit(supervisor.pid);
  if (init !== null) return init;
  throw isOff(found, supervisor === null ? 'it was switched off, or it died.' : 'it is between two boots.');
}

function isOff({ name, id }: KnownMachine, why: string): KitError {
  return new KitError({
    code: 'E_LAB_SERVER_OFF',
    what: `The server "${name}" (${id}) is off.`,
    why,
    next: 'switch it on through the API, or see `./sclerite lab status`.',
  });
}

/** How a command gets into a machine: as a process of this host, or by asking somebody inside. */
export type Entrance =
  | { readonly kind: 'process'; readonly argv: readonly string[] }
  | { readonly kind: 'agent'; run(options: ExecOptions): Promise<CommandResult> };

/** @throws E_LAB_NO_SERVER, E_LAB_SERVER_OFF */
export async function entrance(
  server: string | number,
  argv: readonly string[],
  settings: LabSettings,
  terminal?: string,
): Promise<Entrance> {
  const found = await knownMachine(server, settings);
  if (found.driver === 'nspawn') {
    const { pid } = await findMachine(found.id, settings);
    return { kind: 'process', argv: nsenterArguments(pid, argv, terminal) };
  }
  if (supervisorOf(found.paths) === null) throw isOff(found, 'it was switched off, or it died.');
  return {
    kind: 'agent',
    run: ({ input, timeoutSeconds }) =>
      guestExec(found.paths.agent, ['/usr/bin/env', '--chdir=/root', ...asRoot(argv)], {
        ...(input === undefined ? {} : { input }),
        ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
        patienceSeconds: AGENT_SECONDS,
      }),
  };
}

export interface ExecOptions {
  readonly input?: string | Uint8Array;
  /** @default the lab of this process's environment */
  readonly settings?: LabSettings;
  /** @default no limit */
  readonly timeoutSeconds?: number;
}

/** Runs a command as root inside a machine, past its SSH and its firewall: for tests and for `lab exec`. */
export async function execIn(
  server: string | number,
  argv: readonly string[],
  { settings = settingsOfEnvironment(process.env), ...options }: ExecOptions = {},
): Promise<CommandResult> {
  const way = await entrance(server, argv, settings);
  return way.kind === 'process' ? tryCommand(way.argv, options) : way.run(options);
}
