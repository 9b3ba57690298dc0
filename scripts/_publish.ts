import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { usageError } from '../policy/errors.ts';
import { printable } from '../policy/printable.ts';
import { FORMATS } from '../report/formats.ts';
import type { Report } from '../report/report.ts';

const example = 'for example: ./sclerite verify --format human,junit,html --output reports';

/**
 * The formats of `--format`, each once, checked before any server is asked.
 *
 * @throws E_USAGE (64) for an unknown one, for none, and for several that would all go to stdout
 */
export function formatsOf(words: readonly string[], directory: string | undefined): readonly string[] {
  const names = [...new Set(words)];
  const unknown = names.find((name) => !Object.hasOwn(FORMATS, name));
  if (unknown !== undefined) {
    throw usageError({
      what: `There is no report format "${unknown}".`,
      why: `--format knows ${Object.keys(FORMATS).join(', ')}.`,
      next: example,
    });
  }
  if (names.length === 0) {
    throw usageError({
      what: '--format names no format.',
      why: 'a run without a report would say nothing.',
      next: example,
    });
  }
  if (names.length > 1 && !directory) {
    throw usageError({
      what: `${names.length} formats (${names.join(', ')}) need a directory.`,
      why: 'only one report fits on stdout: a program could not tell where one ends and the next begins.',
      next: example,
    });
  }
  return names;
}

/** One report to stdout, or each as a file of the directory, which is made where it is missing; stderr says which. */
export async function publish(
  report: Report,
  formats: readonly string[],
  directory: string | undefined,
  evidence: boolean,
): Promise<void> {
  const files: string[] = [];
  for (const name of formats) {
    const format = FORMATS[name];
    if (format === undefined) throw new Error(`unknown format ${name}`);
    const render = await format.load();
    if (directory) {
      const { atomicWrite } = await import('../edges/state-dir.ts');
      mkdirSync(resolve(directory), { recursive: true });
      const path = join(directory, format.file);
      atomicWrite(resolve(path), render(report, { evidence }), 0o644);
      files.push(path);
    } else {
      const color = process.stdout.isTTY === true && !process.env.NO_COLOR;
      process.stdout.write(render(report, { color, evidence }));
    }
  }
  if (files.length > 0) process.stderr.write(`written: ${printable(files.join(', '))}\n`);
}
