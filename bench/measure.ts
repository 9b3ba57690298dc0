import { spawn } from 'node:child_process';

export interface Run {
  readonly seconds: number;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command as a whole process, from spawn to exit, with its output. */
export function run(
  argv: readonly [string, ...string[]],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly show?: boolean } = {},
): Promise<Run> {
  const begun = performance.now();
  const [program, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      if (options.show) process.stderr.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (exitCode) =>
      resolve({ seconds: (performance.now() - begun) / 1000, exitCode, stdout, stderr }),
    );
  });
}

/** The middle of an odd number of figures, the mean of the middle two of an even one. */
export function median(figures: readonly number[]): number {
  if (figures.length === 0) throw new Error('no figure was measured');
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The same command several times, one after the other, after one that does not count. @throws when one of them fails */
export async function times(
  count: number,
  argv: readonly [string, ...string[]],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly accept?: readonly number[] } = {},
): Promise<number[]> {
  const figures: number[] = [];
  for (let index = -1; index < count; index++) {
    const { seconds, exitCode, stderr } = await run(argv, options);
    if (!(options.accept ?? [0]).includes(exitCode ?? -1)) {
      throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${stderr.slice(-800)}`);
    }
    if (index >= 0) figures.push(seconds);
  }
  return figures;
}
