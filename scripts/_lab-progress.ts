import { type Progress, timedProgress } from '../lab/progress.ts';
import { printable } from '../policy/printable.ts';

/** Seconds and a sentence, a line each, on stderr. */
export function stderrProgress(): Progress {
  return timedProgress((line) => process.stderr.write(printable(line)));
}
