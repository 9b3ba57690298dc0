import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { MachineSpec } from '../driver.ts';
import { type LabNetwork, machineLink, machineMac, machineNamespace } from '../network/addresses.ts';
import type { MachinePaths } from '../paths.ts';
import { type ProcessIdentity, processIdentity } from './process.ts';

const SUPERVISE = fileURLToPath(new URL('./supervise.sh', import.meta.url));

/** What starts a machine: a program, its arguments and all of its environment. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface BootOrder {
  readonly spec: MachineSpec;
  /** Of the lab. */
  readonly prefix: string;
  readonly network: LabNetwork;
  /** The image's root directory, the lower layer of the machine's disk. */
  readonly base: string;
  readonly paths: MachinePaths;
  /** Where the host has its cgroup 2 tree. */
  readonly cgroupRoot: string;
}

/** Where a machine's processes are counted, below the cgroup 2 root. */
export function machineCgroup(prefix: string, id: number): string {
  return `${prefix}-lab/${id}`;
}

/** What `_ground.sh` needs, whoever runs the machine. */
export function groundEnvironment({
  spec,
  prefix,
  network,
  cgroupRoot,
}: Pick<BootOrder, 'spec' | 'prefix' | 'network' | 'cgroupRoot'>): Record<string, string> {
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LC_ALL: 'C.UTF-8',
    LAB_ROUTER: network.router.namespace,
    LAB_LINK: machineLink(spec.id),
    LAB_MAC: machineMac(spec.id),
    LAB_IPV4: spec.ipv4 ?? '',
    LAB_IPV6: spec.ipv6 ?? '',
    LAB_CGROUP_ROOT: cgroupRoot,
    LAB_CGROUP: machineCgroup(prefix, spec.id),
    LAB_HOSTNAME: spec.name,
  };
}

/** The environment of supervise.sh and boot.sh, all of it. */
export function supervisorEnvironment(order: BootOrder): Record<string, string> {
  const { spec, prefix, base, paths } = order;
  return {
    ...groundEnvironment(order),
    LAB_NETNS: machineNamespace(prefix, spec.id),
    LAB_MEMORY_BYTES: String(spec.memory * 1024 ** 3),
    LAB_MACHINE: machineNamespace(prefix, spec.id),
    LAB_BASE: base,
    LAB_UPPER: paths.upper,
    LAB_WORK: paths.work,
    LAB_ROOT: paths.root,
    LAB_DEVICES: paths.devices,
  };
}

/** Starts supervise.sh: a machine in a container. */
export function launch(order: BootOrder): Promise<ProcessIdentity> {
  return launchSupervisor(order.paths, { program: SUPERVISE, args: [], env: supervisorEnvironment(order) });
}

/** Starts a supervisor in a session of its own: neither this process's end nor Ctrl-C reaches it. */
export async function launchSupervisor(
  paths: Pick<MachinePaths, 'console'>,
  { program, args, env }: Launch,
): Promise<ProcessIdentity> {
  const console = openSync(paths.console, 'a', 0o600);
  try {
    const child = spawn(program, args, { cwd: '/', detached: true, env, stdio: ['ignore', console, console] });
    await once(child, 'spawn');
    child.unref();
    return processIdentity(child.pid ?? Number.NaN);
  } finally {
    closeSync(console);
  }
}
