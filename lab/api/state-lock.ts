/** One process per state directory: two would overwrite each other's state. */
import { readFile, rm, writeFile } from 'node:fs/promises';

/** Another living process holds the directory. */
export class StateHeld extends Error {
  readonly code = 'E_LAB_STATE_HELD';

  constructor(path: string, pid: string) {
    super(
      [
        `The lab's state is in use by process ${pid}.  [E_LAB_STATE_HELD]`,
        `  Why:  ${path} names it, and it is alive.`,
        '  Next: use the lab that is running, or end that process, or give another --state directory.',
      ].join('\n'),
    );
    this.name = 'StateHeld';
  }
}

/**
 * When a process started, in clock ticks since boot (/proc/PID/stat, field 22); `undefined` when it does not run. With
 * the pid it names a process for good: a pid alone is given out again after a reboot.
 */
async function startOf(pid: string): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]; // the name may hold spaces and brackets
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

/** Takes the lock and returns what gives it back. A lock whose process is gone is taken over. */
export async function holdLock(path: string): Promise<() => Promise<void>> {
  const me = String(process.pid);
  const mark = `${me} ${(await startOf(me)) ?? '?'}\n`;
  for (let attempt = 1; ; attempt++) {
    try {
      await writeFile(path, mark, { flag: 'wx', mode: 0o600 });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid = '', start = ''] = (await readFile(path, 'utf8')).trim().split(' ');
    const alive = /^\d+$/.test(pid) && start === ((await startOf(pid)) ?? 'gone');
    if (alive || attempt === 3) throw new StateHeld(path, pid);
    await rm(path, { force: true });
  }
}
