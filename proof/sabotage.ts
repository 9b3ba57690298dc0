import type { VitestReport } from '../toolchain/tally.ts';

export interface SabotageRun {
  /** `2026-11-23` */
  readonly day: string;
  readonly kit: string;
  readonly seconds: number;
  readonly report: VitestReport;
  /** Ids of all controls. */
  readonly controls: readonly string[];
}

/** What a `describe` of such tests ends its name with; a test's own name is the control's id. */
const TITLE = /notices its sabotage, and nobody else does/;

/** The section about the last `./sclerite test --sabotage`. Pure: the same run gives the same text. */
export function sabotageSection({ day, kit, seconds, report, controls }: SabotageRun): string {
  const known = new Set(controls);
  const tests = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ ancestorTitles = [], title = '' }) => TITLE.test(ancestorTitles.at(-1) ?? '') && known.has(title));
  const of = (wanted: string) => tests.filter(({ status }) => status === wanted).map(({ title = '' }) => title);
  const [noticed, missed] = [of('passed'), of('failed')];
  const seen = new Set([...noticed, ...missed]);
  const left = controls.filter((id) => !seen.has(id));
  const rate = seen.size === 0 ? 0 : (100 * noticed.length) / seen.size;
  const list = (ids: readonly string[]) => ids.map((id) => `\`${id}\``).join(', ');
  return [
    '## Every control notices its sabotage',
    '',
    `The last run of \`./sclerite test --sabotage\`, which writes this section: ${day}, kit ${kit}, ${Math.round(seconds)} s. On deployed`,
    'servers in the lab every control’s thing was broken, one by one; noticed means that exactly this control failed, that no other',
    'verdict turned, and that everything passed again after the repair.',
    '',
    `**${noticed.length} of ${seen.size} noticed: ${rate === 100 ? '100' : rate.toFixed(1)} %.**`,
    ...(missed.length > 0 ? ['', `Missed: ${list(missed)}.`] : []),
    ...(left.length > 0
      ? [
          '',
          `Not broken in this run, because the lab’s containers have no kernel of their own to break it in: ${list(left)}.`,
        ]
      : []),
  ].join('\n');
}
