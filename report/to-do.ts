import { SEVERITIES, type Severity } from '../controls/control.ts';
import { facts } from '../facts/index.ts';
import type { Report, Result, ServerReport } from './report.ts';

/** One control that fails somewhere. */
export interface Task {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  /** Where it fails; the next step may be another one on each server. */
  readonly places: readonly { readonly server: string; readonly result: Result }[];
}

/** What fails, the worst first; equally bad ones in the order of the report. */
export function tasks(report: Report): readonly Task[] {
  return report.controls
    .flatMap(({ id, why, severity }) => {
      const places = report.servers.flatMap(({ name, results }) =>
        results
          .filter((result) => result.id === id && result.status === 'fail')
          .map((result) => ({ server: name, result })),
      );
      const title = places[0]?.result.title;
      return title === undefined ? [] : [{ id, title, severity, why, places }];
    })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** One reason why controls of a server could not be told. */
export interface Doubt {
  readonly server: string;
  readonly because: string;
  readonly results: readonly Result[];
}

/** What could not be told, by server and reason: a server that did not answer is one line, not a hundred. */
export function doubts(report: Report): readonly Doubt[] {
  return report.servers.flatMap((server) =>
    [...Map.groupBy(withStatus(server, 'cannot-tell'), reasonOf)].map(([because, results]) => ({
      server: server.name,
      because,
      results,
    })),
  );
}

export const withStatus = (server: ServerReport, status: Result['status']): readonly Result[] =>
  server.results.filter((result) => result.status === status);

/** Without the fact's name in front (`listeners: the server did not answer`): the same reason for many facts is one reason. */
function reasonOf({ because = '' }: Result): string {
  const end = because.indexOf(': ');
  return end > 0 && Object.hasOwn(facts, because.slice(0, end)) ? because.slice(end + 2) : because;
}
