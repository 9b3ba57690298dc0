import { existsSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { KitError } from '../policy/errors.ts';
import { command } from './command.ts';
import { cgroupRoot, killGroup, removeGroup } from './machines/cgroup.ts';
import { machineIds, supervisorOf } from './machines/machine.ts';
import { detachAll } from './machines/volumes.ts';
import { labNetwork } from './network/addresses.ts';
import { removeHost } from './network/host.ts';
import { removeRouter } from './network/router.ts';
import { type LabPaths, labPaths, machinePaths } from './paths.ts';
import type { Progress } from './progress.ts';
import type { LabAccess } from './session.ts';
import type { LabSettings } from './settings.ts';

/** Marks a machine that ran when the lab was taken down: it is switched on again when the lab comes back. */
const marker = (paths: LabPaths, id: number) => join(machinePaths(paths, id).dir, 'ran-at-down');

export async function rememberRunning(paths: LabPaths): Promise<void> {
  for (const id of machineIds(paths)) {
    if (supervisorOf(machinePaths(paths, id)) !== null) await writeFile(marker(paths, id), '');
  }
}

export async function resumeMachines(
  paths: LabPaths,
  { endpoint, token }: LabAccess,
  progress: Progress,
): Promise<void> {
  for (const id of machineIds(paths)) {
    if (!existsSync(marker(paths, id))) continue;
    const response = await fetch(`${endpoint}/servers/${id}/actions/poweron`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) {
      throw new KitError({
        code: 'E_LAB_RESUME',
        what: `Server ${id} ran when the lab went down and cannot be switched on again.`,
        why: `the API answered ${response.status}: ${await response.text()}`,
        next: 'run `./sclerite lab reset` to begin with an empty lab.',
      });
    }
    await rm(marker(paths, id), { force: true });
    progress(`server ${id} is switched on again`);
  }
}

/**
 * Ends and removes what the lab has on the host, found by name and not by any record: a crash may have left more, or less,
 * than the records say. Daemon excepted.
 */
export async function removeAll(settings: LabSettings, progress: Progress): Promise<void> {
  const paths = labPaths(settings);
  const network = labNetwork(settings);
  const group = `${settings.prefix}-lab`;
  const machines = groupsBelow(join(await cgroupRoot(), group));
  await killGroup(group);
  await removeGroup(group);
  if (machines.length > 0) progress(`${machines.length} machine${machines.length === 1 ? '' : 's'} ended`);
  for (const id of machineIds(paths)) {
    await detachAll(machinePaths(paths, id));
    await rm(machinePaths(paths, id).running, { force: true });
  }
  await removeRouter(network);
  for (const namespace of namespaces(settings.prefix)) await command(['ip', 'netns', 'delete', namespace]);
  await removeHost(network);
  progress('network removed');
}

/**
 * Deletes the images and downloaded packages, unless another lab of this host has machines: their disks are layers over
 * an image.
 */
export async function purgeCache(settings: LabSettings, progress: Progress): Promise<void> {
  const root = await cgroupRoot();
  const others = groupsBelow(root).filter(
    (name) => name.endsWith('-lab') && name !== `${settings.prefix}-lab` && groupsBelow(join(root, name)).length > 0,
  );
  if (others.length > 0) {
    progress(`${settings.cacheDir} stays: machines of ${others.join(', ')} still need it`);
    return;
  }
  await rm(settings.cacheDir, { recursive: true, force: true });
  progress(`${settings.cacheDir} deleted: images and downloaded packages`);
}

function groupsBelow(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** Machines' namespaces: the prefix, a hyphen and a number. */
export function namespaces(prefix: string): string[] {
  if (!existsSync('/run/netns')) return [];
  return readdirSync('/run/netns').filter(
    (name) => name.startsWith(`${prefix}-`) && /^-\d+$/.test(name.slice(prefix.length)),
  );
}
