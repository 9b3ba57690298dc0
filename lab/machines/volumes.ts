import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

import { command } from '../command.ts';
import type { VolumeSpec } from '../driver.ts';
import type { LabPaths, MachinePaths } from '../paths.ts';
import { supervisorOf, writeJson } from './machine.ts';
import { findInit, type ProcessIdentity } from './process.ts';

/** Volume id to its image file, for those attached to a machine. */
type Attached = Record<string, string>;

/**
 * A volume is a sparse file behind a loop device; the machine sees it under the name Hetzner's volumes have. Whoever starts
 * a machine attaches its volumes again; only over a reboot of its own it keeps them by itself.
 */
export async function attach(paths: LabPaths, machine: MachinePaths, volume: VolumeSpec): Promise<void> {
  const file = await layOutVolume(paths, volume);
  await remember(machine, { ...(await attached(machine)), [volume.id]: file });
  const init = initOf(machine);
  if (init === null) return;
  const device = (await loopDevice(file)) ?? (await command(['losetup', '--find', '--show', file])).trim();
  const minor = /^\/dev\/loop(\d+)$/.exec(device)?.[1];
  if (minor === undefined) throw new Error(`losetup gave ${JSON.stringify(device)} for ${file}`);
  await inMachine(
    init,
    `mkdir -p /dev/disk/by-id
    [ -b ${device} ] || mknod -m 0660 ${device} b 7 ${minor}
    [ -b ${machineName(volume.id)} ] || ln -s ${device} ${machineName(volume.id)}`,
  );
  await rememberDevices(machine);
}

/** The volume's image file, as large as it is to be; made first when it is new. */
export async function layOutVolume(paths: LabPaths, volume: VolumeSpec): Promise<string> {
  await mkdir(paths.volumes, { recursive: true, mode: 0o700 });
  const file = volumeFile(paths, volume.id);
  if (!existsSync(file)) await format(file, volume);
  await grow(file, volume);
  return file;
}

export async function detach(paths: LabPaths, machine: MachinePaths, { id }: VolumeSpec): Promise<void> {
  const name = machineName(id);
  const init = initOf(machine);
  // Not the device node: a mount that is still there goes on to work until it is undone, as with a real one pulled out.
  if (init !== null)
    await inMachine(init, `if findmnt --mountpoint ${name} >/dev/null; then umount ${name}; fi; rm -f ${name}`);
  const device = await loopDevice(volumeFile(paths, id));
  if (device !== null) await command(['losetup', '--detach', device]);
  const { [id]: _gone, ...rest } = await attached(machine);
  await remember(machine, rest);
  await rememberDevices(machine);
}

/** Lets go of the loop devices of a machine that is off. Its volumes stay attached for its next start. */
export async function detachAll(machine: MachinePaths): Promise<void> {
  for (const file of Object.values(await attached(machine))) {
    const device = await loopDevice(file);
    if (device !== null) await command(['losetup', '--detach', device]);
  }
  if (existsSync(machine.dir)) await rememberDevices(machine);
}

export async function deleteVolume(paths: LabPaths, id: number): Promise<void> {
  await rm(volumeFile(paths, id), { force: true });
}

async function rememberDevices(machine: MachinePaths): Promise<void> {
  const lines: string[] = [];
  for (const [id, file] of Object.entries(await attached(machine))) {
    const device = await loopDevice(file);
    if (device !== null) lines.push(`--bind=${device}:${machineName(Number(id))}\n`);
  }
  await writeFileAtomic(machine.devices, lines.join(''), { mode: 0o600 });
}

function remember(machine: MachinePaths, volumes: Attached): Promise<void> {
  return writeJson(machine.volumes, volumes);
}

function volumeFile(paths: LabPaths, id: number): string {
  return join(paths.volumes, `${id}.img`);
}

function initOf(machine: MachinePaths): ProcessIdentity | null {
  const supervisor = supervisorOf(machine);
  return supervisor === null ? null : findInit(supervisor.pid);
}

async function attached(machine: MachinePaths): Promise<Attached> {
  return existsSync(machine.volumes) ? (JSON.parse(await readFile(machine.volumes, 'utf8')) as Attached) : {};
}

function machineName(id: number): string {
  return `/dev/disk/by-id/scsi-0HC_Volume_${id}`;
}

async function format(file: string, { size, format: kind }: VolumeSpec): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.truncate(size * 1024 ** 3);
  } finally {
    await handle.close();
  }
  if (kind === null) return;
  try {
    await command([`mkfs.${kind}`, '-q', file]);
  } catch (error) {
    await rm(file);
    throw error;
  }
}

async function grow(file: string, { size }: VolumeSpec): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const wanted = size * 1024 ** 3;
    if ((await handle.stat()).size < wanted) await handle.truncate(wanted);
  } finally {
    await handle.close();
  }
}

async function loopDevice(file: string): Promise<string | null> {
  if (!existsSync(file)) return null;
  const line = (await command(['losetup', '--noheadings', '--output', 'NAME', '--associated', file])).trim();
  return line === '' ? null : (line.split('\n')[0] ?? null);
}

async function inMachine({ pid }: ProcessIdentity, script: string): Promise<void> {
  await command(['nsenter', `--target=${pid}`, '--mount', '--pid', '--root', '/bin/sh', '-euc', script]);
}
