import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { machineIds, readMachine, supervisorOf } from './machines/machine.ts';
import { findInit, isAlive, type ProcessIdentity } from './machines/process.ts';
import { labNetwork } from './network/addresses.ts';
import { type AuthorityPaths, authorityPaths, labPaths, machinePaths } from './paths.ts';
import { chooseAccelerator } from './qemu/accelerator.ts';
import { type DaemonRecord, findDaemon } from './session.ts';
import type { LabSettings } from './settings.ts';

export interface MachineStatus {
  readonly id: number;
  readonly name: string;
  readonly image: string;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  readonly state: 'running' | 'starting' | 'off';
}

export interface LabStatus {
  readonly daemon: DaemonRecord | 'died' | null;
  /** Pebble's process while it answers, and whether it is told to do wrong (lab/acme/control.ts). */
  readonly authority: { readonly pid: number | null; readonly isFaulty: boolean };
  readonly ranges: readonly string[];
  readonly hasNetwork: boolean;
  readonly machines: readonly MachineStatus[];
  readonly images: readonly string[];
  readonly stateDir: string;
}

export async function readStatus(settings: LabSettings): Promise<LabStatus> {
  const paths = labPaths(settings);
  const network = labNetwork(settings);
  const machines = await Promise.all(
    machineIds(paths).map(async (id): Promise<MachineStatus> => {
      const { spec, driver } = await readMachine(paths, id);
      const supervisor = supervisorOf(machinePaths(paths, id));
      // What goes on inside QEMU is not seen from here: it runs from its first instruction on.
      const isUp = supervisor !== null && (driver === 'qemu' || findInit(supervisor.pid) !== null);
      const state = supervisor === null ? 'off' : isUp ? 'running' : 'starting';
      return { id, name: spec.name, image: spec.image, ipv4: spec.ipv4, ipv6: spec.ipv6, state };
    }),
  );
  return {
    daemon: findDaemon(settings),
    authority: readAuthority(authorityPaths(paths)),
    ranges: [network.ipv4Range, network.ipv6Range],
    hasNetwork: existsSync(`/run/netns/${network.router.namespace}`),
    machines,
    images: existsSync(paths.images) ? readdirSync(paths.images).filter((name) => !name.startsWith('.')) : [],
    stateDir: settings.stateDir,
  };
}

function readAuthority({ running, control }: AuthorityPaths): LabStatus['authority'] {
  const isFaulty = existsSync(control);
  if (!existsSync(running)) return { pid: null, isFaulty };
  const identity = JSON.parse(readFileSync(running, 'utf8')) as ProcessIdentity;
  return { pid: isAlive(identity) ? identity.pid : null, isFaulty };
}

export function formatStatus(status: LabStatus): string {
  const { daemon, ranges, hasNetwork, machines, images, stateDir } = status;
  const rows: [string, string][] = [
    ['daemon', formatDaemon(daemon)],
    ...formatServices(status),
    ['network', `${ranges.join(', ')}: ${hasNetwork ? 'up' : 'down'}`],
    ['image', images.length === 0 ? 'not built yet' : images.join(', ')],
    ['state', stateDir],
    ['servers', machines.length === 0 ? 'none' : String(machines.length)],
  ];
  const width = Math.max(0, ...machines.map(({ name }) => name.length));
  return [
    ...rows.map(([label, text]) => `${label.padEnd(8)} ${text}`),
    ...machines.map(
      ({ id, name, state, image, ipv4, ipv6 }) =>
        `  ${name.padEnd(width)}  ${state.padEnd(8)}  ${id}  ${image}  ${[ipv4, ipv6].filter((one) => one !== null).join('  ')}`,
    ),
    '',
  ].join('\n');
}

function formatDaemon(daemon: LabStatus['daemon']): string {
  if (daemon === null) return 'not running; start it with ./sclerite lab up';
  if (daemon === 'died') return 'DIED; machines may still run. ./sclerite lab up takes them over, lab down ends them';
  const driver = daemon.driver ?? 'nspawn';
  const how = driver === 'qemu' ? `${driver} (${chooseAccelerator()})` : driver;
  return `${daemon.endpoint}, process ${daemon.pid}, driver ${how}`;
}

function formatServices({ daemon, authority }: LabStatus): [string, string][] {
  if (daemon === null || daemon === 'died') return [];
  const { pid, isFaulty } = authority;
  const state = pid === null ? 'DOWN' : `process ${pid}`;
  return [
    ['CA', `${daemon.acmeDirectory}, ${state}${isFaulty ? ', told to do wrong by acme/control.json' : ''}`],
    ['DNS', `${daemon.nameServer}, port 53`],
  ];
}
