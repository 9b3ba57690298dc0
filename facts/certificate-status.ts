import { certificateStatus as STATUS } from '../proxy/paths.ts';
import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** How the certificate program's last run ended, in its own words. */
export interface CertificateRun {
  /** Unix seconds. */
  readonly at: number;
  /** Seconds between its end and this reading. */
  readonly ageSeconds: number;
  readonly ok: boolean;
  readonly what: string;
  readonly why?: string;
  readonly next?: string;
}

/** What the program that keeps the certificate wrote down at the end of its last run. */
export const certificateStatus = defineFact<CertificateRun>({
  title: "the certificate program's last run",
  speed: 'fast',
  source: ({ exposure }) => exposure && { kind: 'files', paths: [STATUS], content: true },
  parse(reading) {
    const [file] = entriesOf(reading);
    if (file?.type === 'absent') throw new Unreadable(`there is no ${STATUS}: it never ran to its end`);
    if (file?.content === undefined) throw new Unreadable(`${STATUS}: ${file?.error ?? 'came without its text'}`);
    const { at, ok, what, why, next } = JSON.parse(file.content) as Record<string, unknown>;
    const seconds = typeof at === 'string' ? Date.parse(at) / 1000 : at;
    if (typeof seconds !== 'number' || !Number.isFinite(seconds) || typeof ok !== 'boolean' || typeof what !== 'string')
      throw new Unreadable(`${STATUS} does not say when, whether and what`);
    return {
      at: seconds,
      ageSeconds: reading.at - seconds,
      ok,
      what,
      ...(typeof why === 'string' && { why }),
      ...(typeof next === 'string' && { next }),
    };
  },
});
