import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import writeFileAtomic from 'write-file-atomic';

import type { FirewallRule, MachineSpec } from '../driver.ts';
import { type LabPaths, type MachinePaths, machinePaths } from '../paths.ts';
import type { DriverName } from '../settings.ts';
import { isAlive, type ProcessIdentity } from './process.ts';
import { seedFiles } from './seed.ts';

/** What is remembered of a machine on disk, beside its disk. */
export interface MachineFile {
  readonly spec: MachineSpec;
  /** What it was made from: the image's root directory, under QEMU the image's own. */
  readonly base: string;
  /** Who runs it. @default nspawn: machines from before there was another */
  readonly driver?: DriverName;
}

const SEED = 'var/lib/cloud/seed/nocloud';

/** Lays out a machine's directory: its own layer over the image, with the seed that cloud-init will find. */
export async function layOut(paths: MachinePaths, file: MachineFile): Promise<void> {
  await mkdir(paths.dir, { recursive: true, mode: 0o700 });
  for (const dir of [paths.upper, paths.work, paths.root]) await mkdir(dir, { recursive: true });
  // The upper layer's own mode is what `/` has in the machine.
  await chmod(paths.upper, 0o755);
  let dir = paths.upper;
  for (const [part, mode] of [
    ['var', 0o755],
    ['lib', 0o755],
    ['cloud', 0o755],
    ['seed', 0o755],
    ['nocloud', 0o700],
  ] as const) {
    dir = join(dir, part);
    await mkdir(dir, { recursive: true });
    await chmod(dir, mode);
  }
  for (const [name, content] of seedFiles(file.spec)) {
    await writeFileAtomic(join(paths.upper, SEED, name), content, { mode: 0o600 });
  }
  await writeFile(paths.devices, '');
  await writeJson(paths.spec, file);
}

export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}

/** Ids of all machines with a complete layout. */
export function machineIds(paths: LabPaths): number[] {
  if (!existsSync(paths.machines)) return [];
  return readdirSync(paths.machines)
    .filter((name) => /^\d+$/.test(name) && existsSync(machinePaths(paths, Number(name)).spec))
    .map(Number)
    .sort((one, other) => one - other);
}

export async function readMachine(paths: LabPaths, id: number): Promise<MachineFile> {
  return JSON.parse(await readFile(machinePaths(paths, id).spec, 'utf8')) as MachineFile;
}

export async function readRules(paths: MachinePaths): Promise<readonly FirewallRule[] | null> {
  return existsSync(paths.rules) ? (JSON.parse(await readFile(paths.rules, 'utf8')) as FirewallRule[] | null) : null;
}

/** The machine's supervisor, when it runs. */
export function supervisorOf(paths: MachinePaths): ProcessIdentity | null {
  if (!existsSync(paths.running)) return null;
  const identity = JSON.parse(readFileSync(paths.running, 'utf8')) as ProcessIdentity;
  return isAlive(identity) ? identity : null;
}

export async function forgetMachine(paths: MachinePaths): Promise<void> {
  // The name goes first: a removal that is interrupted leaves no machine that looks whole.
  await rm(paths.spec, { force: true });
  await rm(paths.dir, { recursive: true, force: true });
}
