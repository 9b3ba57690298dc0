import type { Report } from './report.ts';

/** The JSON report: two-space indented, ends with a newline. Its fields are documented at {@link Report}. */
export const json = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
