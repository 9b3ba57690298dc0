import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

import { KitError } from '../../policy/errors.ts';

const LIMIT = '/proc/sys/fs/inotify/max_user_instances';
/** What one Debian with OpenClaw holds: 21 were counted, and its timers' programs come on top. */
const PER_MACHINE = 30;

/**
 * Refuses a machine that would boot half: all machines' root is this host's root, and what it may watch files with is shared.
 * Without an instance left systemd in the machine starts, and its path units, udev and journal fail one by one.
 *
 * @throws E_LAB_INOTIFY
 */
export function checkInotify(name: string, { limit, used } = { limit: readLimit(), used: countInstances() }): void {
  if (limit - used >= PER_MACHINE) return;
  throw new KitError({
    code: 'E_LAB_INOTIFY',
    what: `The machine ${name} is not started: this host has no room for what it watches files with.`,
    why: `${used} of root's ${limit} inotify instances are taken, and a machine takes up to ${PER_MACHINE}.`,
    next: `sysctl fs.inotify.max_user_instances=${limit * 4} (until the next boot), or end a lab that is not needed.`,
  });
}

const readLimit = () => Number(readFileSync(LIMIT, 'utf8'));

/** Instances of root's processes, in every namespace, as far as they let themselves be looked at. */
function countInstances(): number {
  let count = 0;
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const directory = `/proc/${pid}/fd`;
    const open = ifAllowed(() => (statSync(directory).uid === 0 ? readdirSync(directory) : [])) ?? [];
    for (const fd of open) {
      if (ifAllowed(() => readlinkSync(`${directory}/${fd}`)) === 'anon_inode:inotify') count++;
    }
  }
  return count;
}

/** Processes end meanwhile; and one that no tracer may look into (ptrace(2)) is closed to root as well. */
function ifAllowed<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
}
