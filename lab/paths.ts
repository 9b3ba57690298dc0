import { join } from 'node:path';

import type { LabSettings } from './settings.ts';

/** Where a lab keeps what. Every directory below the state directory belongs to root and is 0700, but the CA's. */
export interface LabPaths {
  readonly state: string;
  /** The API's objects. */
  readonly api: string;
  readonly token: string;
  readonly daemonPid: string;
  readonly daemonLog: string;
  readonly machines: string;
  readonly volumes: string;
  readonly images: string;
  /** Packages that guests downloaded, served again by the lab's mirror. */
  readonly mirror: string;
}

export function labPaths(settings: LabSettings): LabPaths {
  const { stateDir, cacheDir } = settings;
  return {
    state: stateDir,
    api: join(stateDir, 'api'),
    token: join(stateDir, 'token'),
    daemonPid: join(stateDir, 'daemon.json'),
    daemonLog: join(stateDir, 'daemon.log'),
    machines: join(stateDir, 'machines'),
    volumes: join(stateDir, 'volumes'),
    images: join(cacheDir, 'images'),
    mirror: join(cacheDir, 'mirror'),
  };
}

/** The lab's CA. Unlike everything else of a lab, the directory is readable for all: an operator need not be root. */
export interface AuthorityPaths {
  readonly dir: string;
  /** PEM: who signed the HTTPS certificate of the ACME directory. The same for as long as the lab's state exists. */
  readonly directoryRoots: string;
  /** PEM: the roots that issued certificates lead to, the present one first. */
  readonly roots: string;
  /** What it is told to do wrong, and for how long its certificates last (lab/acme/control.ts). */
  readonly control: string;
  /** Keys, Pebble's config and log: root's alone. */
  readonly private: string;
  readonly config: string;
  readonly log: string;
  /** The pid and start time of Pebble, while it answers. */
  readonly running: string;
}

export function authorityPaths({ state }: Pick<LabPaths, 'state'>): AuthorityPaths {
  const dir = join(state, 'acme');
  const own = join(dir, 'private');
  return {
    dir,
    directoryRoots: join(dir, 'directory-roots.pem'),
    roots: join(dir, 'roots.pem'),
    control: join(dir, 'control.json'),
    private: own,
    config: join(own, 'pebble.json'),
    log: join(own, 'pebble.log'),
    running: join(own, 'running.json'),
  };
}

export interface MachinePaths {
  readonly dir: string;
  readonly spec: string;
  /** The supervisor's pid and start time, while it runs. */
  readonly running: string;
  /** What the API wants around it: the rules last given, for a restart of the network. */
  readonly rules: string;
  readonly volumes: string;
  /** Options for systemd-nspawn, a line each: the volumes' devices, for a boot that the machine began itself. */
  readonly devices: string;
  /** overlayfs: the machine's own writes, its scratch directory, and where the machine's tree is mounted. */
  readonly upper: string;
  readonly work: string;
  readonly root: string;
  readonly console: string;
  /** QEMU: the machine's layer over the image's disk, and the sockets of its monitor and of the agent inside. */
  readonly disk: string;
  readonly qmp: string;
  readonly agent: string;
}

export function machinePaths(paths: LabPaths, id: number): MachinePaths {
  const dir = join(paths.machines, String(id));
  return {
    dir,
    spec: join(dir, 'spec.json'),
    running: join(dir, 'running.json'),
    rules: join(dir, 'rules.json'),
    volumes: join(dir, 'volumes.json'),
    devices: join(dir, 'devices'),
    upper: join(dir, 'upper'),
    work: join(dir, 'work'),
    root: join(dir, 'root'),
    console: join(dir, 'console.log'),
    disk: join(dir, 'disk.qcow2'),
    qmp: join(dir, 'qmp.sock'),
    agent: join(dir, 'agent.sock'),
  };
}
