import { readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { KitError } from '../../policy/errors.ts';

/**
 * Where the host has its cgroup 2 tree: at the usual place, or beside the old hierarchies.
 * @throws E_LAB_CGROUP when it has none mounted, which no Debian since 11 does by itself.
 */
export async function cgroupRoot(): Promise<string> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' '));
  const root = mounts.find(([, , type]) => type === 'cgroup2')?.[1];
  if (root !== undefined) return root;
  throw new KitError({
    code: 'E_LAB_CGROUP',
    what: 'The lab cannot run machines on this host.',
    why: 'no cgroup 2 tree is mounted; without one a machine can neither boot nor be ended for certain.',
    next: 'mount one: mount -t cgroup2 cgroup2 /sys/fs/cgroup (or any other directory).',
  });
}

/** Ends every process of a group at once, also those that fork faster than one can count. False: there is no such group. */
export async function killGroup(group: string): Promise<boolean> {
  const root = await cgroupRoot();
  try {
    await writeFile(join(root, group, 'cgroup.kill'), '1');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Removes a group that holds no process any more, with all groups below it. */
export async function removeGroup(group: string): Promise<void> {
  await removeTree(join(await cgroupRoot(), group));
}

async function removeTree(dir: string): Promise<void> {
  let entries: string[];
  try {
    entries = (await readdir(dir, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const name of entries) await removeTree(join(dir, name));
  // The kernel lets go of a killed process's group a moment after the process is gone.
  for (let attempt = 0; ; attempt++) {
    try {
      return await rmdir(dir);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY' || attempt === 80) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
