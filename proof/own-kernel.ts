import { tallyOf, type VitestReport } from '../toolchain/tally.ts';

export interface OwnKernelRun {
  /** The word that chose test files. @default all of them ran */
  readonly filter?: string | undefined;
  /** `2026-11-23` */
  readonly day: string;
  readonly kit: string;
  /** `kvm` or `tcg` */
  readonly accelerator: string;
  readonly report: VitestReport;
}

/** Each choice of tests has a section of its own: a part of them says nothing about the rest. */
export const sectionName = (filter?: string): string => `own kernel${filter === undefined ? '' : `, ${filter}`}`;

/** The section about the last `./sclerite test --driver qemu`. Pure: the same run gives the same text. */
export function ownKernelSection({ filter, day, kit, accelerator, report }: OwnKernelRun): string {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const rows = tests.map(
    ({ ancestorTitles = [], title = '', status, duration }) =>
      `| ${cell([...ancestorTitles, title].join(': '))} | ${status} | ${duration == null ? '' : (duration / 1000).toFixed(0)} |`,
  );
  const { passed, failed } = tallyOf(report, report.success ? 0 : 1);
  return [
    `## On a machine with a kernel of its own${filter === undefined ? '' : `: ${filter}`}`,
    '',
    `The last run of \`./sclerite test --driver qemu${filter === undefined ? '' : ` ${filter}`}\`, which writes this section: ${day}, kit ${kit}, QEMU with ${accelerator.toUpperCase()}:`,
    `${passed} passed, ${failed} failed.`,
    '',
    '| test | result | seconds |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
