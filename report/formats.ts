import type { Report } from './report.ts';

/** `color` and `evidence` mean something on a terminal only. */
export type Render = (report: Report, options?: { readonly color?: boolean; readonly evidence?: boolean }) => string;

export interface Format {
  /** Its name in a directory of reports. */
  readonly file: string;
  /** Loaded when it is needed: the servers are asked first. */
  readonly load: () => Promise<Render>;
}

/** What `--format` knows. */
export const FORMATS: Readonly<Record<string, Format>> = {
  human: { file: 'report.txt', load: async () => (await import('./human.ts')).human },
  json: { file: 'report.json', load: async () => (await import('./json.ts')).json },
  junit: { file: 'report.junit.xml', load: async () => (await import('./junit.ts')).junit },
  sarif: { file: 'report.sarif', load: async () => (await import('./sarif.ts')).sarif },
  html: { file: 'report.html', load: async () => (await import('./html.ts')).html },
  md: { file: 'report.md', load: async () => (await import('./md.ts')).md },
};
