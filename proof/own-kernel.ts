import type { VitestReport } from '../toolchain/tally.ts';

export interface OwnKernelRun {
  /** `2026-11-23` */
  readonly day: string;
  readonly kit: string;
  /** `kvm` or `tcg` */
  readonly accelerator: string;
  readonly report: VitestReport;
}

/** The section about the last `./sclerite test --driver qemu`. Pure: the same run gives the same text. */
export function ownKernelSection({ day, kit, accelerator, report }: OwnKernelRun): string {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const rows = tests.map(
    ({ ancestorTitles = [], title = '', status, duration }) =>
      `| ${cell([...ancestorTitles, title].join(': '))} | ${status} | ${duration == null ? '' : (duration / 1000).toFixed(0)} |`,
  );
  const { numPassedTests: passed, numFailedTests: failed } = report;
  return [
    '## On a machine with a kernel of its own',
    '',
    `The last run of \`./sclerite test --driver qemu\`, which writes this section: ${day}, kit ${kit}, QEMU with ${accelerator.toUpperCase()}:`,
    `${passed} passed, ${failed} failed.`,
    '',
    '| test | result | seconds |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
