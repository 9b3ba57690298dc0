/** Takes one sentence about what happens now. Where it goes is the caller's business. */
export type Progress = (sentence: string) => void;

/** Plain lines with the seconds since the start in front, for stderr. */
export function timedProgress(write: (line: string) => void, now = () => performance.now()): Progress {
  const start = now();
  return (sentence) => write(`${((now() - start) / 1000).toFixed(1).padStart(6)} s  ${sentence}\n`);
}
