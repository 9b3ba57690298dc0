import { readFileSync } from 'node:fs';

import { KitError } from '../policy/errors.ts';
import { type CommandResult, tryCommand } from './command.ts';
import { machineIds, readMachine, supervisorOf } from './machines/machine.ts';
import { findInit, type ProcessIdentity } from './machines/process.ts';
import { labPaths, machinePaths } from './paths.ts';
import { type LabSettings, settingsOfEnvironment } from './settings.ts';

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
    ...['env', '--ignore-environment', ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)],
    ...[`TERM=${terminal}`, ...argv],
  ];
}

/** `CapBnd` of /proc/PID/status (64 bits, hexadecimal; proc_pid_status(5)) as setpriv(1) takes it. */
export function boundingSet(status: string): string {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  if (mask === undefined) throw new Error("the status of the machine's first process has no line CapBnd");
  const bits = BigInt(`0x${mask}`);
  const capabilities = Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => (bits >> BigInt(bit)) & 1n);
  return ['-all', ...capabilities.map((bit) => `+cap_${bit}`)].join(',');
}

/** @throws E_LAB_NO_SERVER for an unknown name, E_LAB_SERVER_OFF for a machine that does not run. */
export async function findMachine(server: string | number, settings: LabSettings): Promise<ProcessIdentity> {
  const paths = labPaths(settings);
  const known = await Promise.all(
    machineIds(paths).map(async (id) => ({ id, name: (await readMachine(paths, id)).spec.name })),
  );
  const found = known.find(({ id, name }) => name === server || String(id) === String(server));
  if (found === undefined) {
    throw new KitError({
      code: 'E_LAB_NO_SERVER',
      what: `The lab has no server "${server}".`,
      why: known.length === 0 ? 'it has none at all.' : `it has ${known.map(({ name }) => name).join(', ')}.`,
      next: 'see `./sclerite lab status`.',
      exitCode: 64,
    });
  }
  const supervisor = supervisorOf(machinePaths(paths, found.id));
  const init = supervisor === null ? null : findInit(supervisor.pid);
  if (init !== null) return init;
  throw new KitError({
    code: 'E_LAB_SERVER_OFF',
    what: `The server "${found.name}" (${found.id}) is off.`,
    why: supervisor === null ? 'it was switched off, or it died.' : 'it is between two boots.',
    next: 'switch it on through the API, or see `./sclerite lab status`.',
  });
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
  const init = await findMachine(server, settings);
  return tryCommand(nsenterArguments(init.pid, argv), options);
}
