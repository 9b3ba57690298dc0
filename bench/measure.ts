import { type RunOptions, runProcess } from '../test/own-lab.ts';

/** The middle of an odd number of figures, the mean of the middle two of an even one. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error('no figure was measured');
  return (low + high) / 2;
}

/** The same command several times, one after the other, after one that does not count. @throws when one of them fails */
export async function times(
  count: number,
  argv: readonly [string, ...string[]],
  { accept = [0], ...options }: RunOptions & { readonly accept?: readonly number[] } = {},
): Promise<number[]> {
  const figures: number[] = [];
  for (let index = -1; index < count; index++) {
    const { seconds, exitCode, stderr } = await runProcess(argv, options);
    if (!accept.includes(exitCode ?? -1)) {
      throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${stderr.slice(-800)}`);
    }
    if (index >= 0) figures.push(seconds);
  }
  return figures;
}
