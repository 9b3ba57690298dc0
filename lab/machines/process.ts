import { readdirSync, readFileSync } from 'node:fs';

/**
 * A process that cannot be mistaken for another: the kernel hands pids out again, but never with the same start time
 * during one boot.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot: field 22 of /proc/PID/stat (proc_pid_stat(5)). */
  readonly startTime: number;
}

/** @throws Error with code ENOENT or ESRCH when there is no such process. */
export function processIdentity(pid: number): ProcessIdentity {
  return { pid, startTime: Number(statFields(pid)[19]) };
}

/** A zombie counts as dead: it only waits to be collected. */
export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  try {
    const fields = statFields(pid);
    return Number(fields[19]) === startTime && fields[0] !== 'Z' && fields[0] !== 'X';
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** The fields after the program's name, which may itself hold blanks and parentheses; [0] is the state, [1] the parent. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ESRCH';
}

/** Sends a signal only to the very process meant. False when it is gone. */
export function signal(target: ProcessIdentity, name: NodeJS.Signals | number): boolean {
  if (!isAlive(target)) return false;
  try {
    return process.kill(target.pid, name);
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Waits until the process is gone. False when it outlives the time. */
export async function waitForEnd(target: ProcessIdentity, timeoutSeconds: number): Promise<boolean> {
  const deadline = performance.now() + timeoutSeconds * 1000;
  while (isAlive(target)) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/**
 * The first process of a machine (its systemd) as the host sees it: the descendant of the supervisor that is pid 1 in a
 * pid namespace below ours. Null while the machine is not that far, or between two boots.
 */
export function findInit(supervisor: number): ProcessIdentity | null {
  const children = childrenByParent();
  const queue = [supervisor];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    try {
      const numbers = namespacePids(pid);
      if (numbers.length > 1 && numbers.at(-1) === 1) return processIdentity(pid);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    queue.push(...(children.get(pid) ?? []));
  }
  return null;
}

/** `NSpid:` of /proc/PID/status: the process's number in each pid namespace, from ours inwards. */
function namespacePids(pid: number): number[] {
  const line = /^NSpid:\s+(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  return line.split(/\s+/).map(Number);
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(statFields(Number(name))[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return children;
}
