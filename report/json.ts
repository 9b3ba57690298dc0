import { jsonText } from './_json-text.ts';
import type { Report } from './report.ts';

/** The JSON report. Its fields are documented at {@link Report}. */
export const json = (report: Report): string => jsonText(report);
