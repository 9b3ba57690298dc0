import type { Suppression } from '../config/config.ts';
import type { Control } from '../controls/control.ts';
import type { Declared } from '../policy/declared.ts';
import { type Judgement, judge } from '../policy/judge.ts';
import { readFacts } from '../policy/read-facts.ts';
import { exitCode } from '../report/exit-code.ts';
import type { ControlCard, Report, ServerReport } from '../report/report.ts';
import { summarize } from '../report/summarize.ts';
import type { Gathered } from './gather.ts';

/** One server's run, complete: what was declared and what was seen. Judging it needs nothing else. */
export interface Observation {
  readonly declared: Declared;
  readonly suppressions: readonly Suppression[];
  readonly address: string;
  readonly image: string;
  /** RFC 3339, UTC: when the run began. */
  readonly startedAt: string;
  readonly gathered: Omit<Gathered, 'problem'>;
}

/** Judges what was seen. Pure: the same observation gives byte-identical results, whenever and wherever. */
export function judgeServer(
  observation: Observation,
  controls: readonly Control[],
): { readonly report: ServerReport; readonly broke: readonly Judgement[] } {
  const { declared, suppressions, gathered } = observation;
  const facts = readFacts(gathered.readings, gathered.now);
  const today = new Date(gathered.now * 1000).toISOString().slice(0, 10);
  const judgements = controls
    .filter(({ appliesTo }) => appliesTo?.(declared) ?? true)
    .map((control) => judge(control, facts, declared, suppressions, today));
  const results = judgements.map(({ broke: _, ...result }) => result);
  return {
    report: {
      name: declared.server,
      address: observation.address,
      image: observation.image,
      gatherMs: gathered.gatherMs,
      summary: summarize(results),
      results,
    },
    broke: judgements.filter((judgement) => judgement.broke !== undefined),
  };
}

/** The report over all servers of one run. */
export function buildReport(
  observations: readonly Observation[],
  controls: readonly Control[],
  run: { readonly version: string; readonly durationMs: number },
): { readonly report: Report; readonly broke: readonly Judgement[] } {
  const judged = observations.map((observation) => judgeServer(observation, controls));
  const broke = judged.flatMap((server) => server.broke);
  const servers = judged.map((server) => server.report);
  return {
    broke,
    report: {
      schemaVersion: 1,
      tool: { name: 'sclerite', version: run.version },
      startedAt: observations.map((observation) => observation.startedAt).sort()[0] ?? '',
      durationMs: run.durationMs,
      controls: controls
        .filter(({ appliesTo = () => true }) => observations.some(({ declared }) => appliesTo(declared)))
        .map(card),
      servers,
      exitCode: exitCode(
        servers.flatMap((server) => server.results),
        broke.length > 0,
      ),
    },
  };
}

const card = ({ id, title, why, severity, layer, references }: ControlCard): ControlCard => ({
  id,
  title,
  why,
  severity,
  layer,
  references,
});
