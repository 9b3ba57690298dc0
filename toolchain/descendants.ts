import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** The kernel's short name: at most 15 characters. */
  readonly name: string;
}

/** One line of `/proc/<pid>/stat` (proc(5)): the name stands in parentheses and may contain anything, even these. */
export function parseStat(line: string): Process | undefined {
  const match = /^(\d+) \((.*)\) \S (\d+) /s.exec(line);
  if (match === null) return undefined;
  return { pid: Number(match[1]), name: match[2] ?? '', parent: Number(match[3]) };
}

/** Children, their children and so on; nearest first. */
export function below(processes: readonly Process[], pid: number): readonly Process[] {
  const children = processes.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap((child) => below(processes, child.pid))];
}

/** Everything that runs below a process now. Empty where there is no /proc (macOS). */
export function descendants(pid: number): readonly Process[] {
  const processes = list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => parseStat(read(`/proc/${name}/stat`)) ?? []);
  return below(processes, pid);
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A process may end between being listed and being read: then it is not there, which is what is to be known. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}
