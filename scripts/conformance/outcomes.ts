/** What a run of the provider's acceptance tests says, and how it is told. Pure. */

export type Outcome = 'pass' | 'fail' | 'skip' | 'not run';

export interface ResourceResult {
  readonly title: string;
  readonly seconds: number;
  /** Test name -> what became of it. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

const verdicts: Readonly<Record<string, Outcome>> = { PASS: 'pass', FAIL: 'fail', SKIP: 'skip' };

/**
 * Reads `go test -v` output. A test that was to run and has no verdict (the binary panicked or ran out of time) failed.
 * @param known every test of the package
 * @param notRun those that were left out on purpose
 */
export function parseOutcomes(
  output: string,
  known: readonly string[],
  notRun: readonly string[],
): Map<string, Outcome> {
  const told = new Map<string, Outcome>();
  for (const [, verdict = '', name = ''] of output.matchAll(/^--- (PASS|FAIL|SKIP): (\S+) \(/gm)) {
    const outcome = verdicts[verdict];
    if (outcome !== undefined) told.set(name, outcome);
  }
  return new Map(known.map((name) => [name, notRun.includes(name) ? 'not run' : (told.get(name) ?? 'fail')]));
}

/** Tests of a Go source that install an older release of the provider, which takes the Terraform registry. */
export function testsThatNeedOldProviders(source: string): string[] {
  const functions = source.split(/^func /m).slice(1);
  return functions.flatMap((body) => {
    const name = /^(TestAcc\w+)\(/.exec(body)?.[1];
    return name !== undefined && body.includes('ExternalProviders:') ? [name] : [];
  });
}

export interface ReportRules {
  readonly provider: string;
  /** Test -> why it needs more than an API. */
  readonly needsMachines: ReadonlyMap<string, string>;
  /** 0 to 1: at least this share of the tests that ran has to pass. */
  readonly requiredRate: number;
  readonly logs: string;
}

const count = (outcomes: Iterable<Outcome>, ...wanted: Outcome[]): number =>
  [...outcomes].filter((outcome) => wanted.includes(outcome)).length;

export function formatConformance(
  results: readonly ResourceResult[],
  rules: ReportRules,
): { text: string; isGood: boolean } {
  const rows = results.map(({ title, outcomes, seconds }) => {
    const passed = count(outcomes.values(), 'pass');
    const ran = count(outcomes.values(), 'pass', 'fail');
    return { title, passed, ran, seconds };
  });
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const ran = rows.reduce((sum, row) => sum + row.ran, 0);
  const percent = ran === 0 ? 0 : (100 * passed) / ran;
  const lines = [
    `hcloud provider ${rules.provider}: its own acceptance tests against lab api --driver none`,
    '',
    ...rows.map(
      (row) =>
        `  ${row.title.padEnd(16)} ${`${row.passed}/${row.ran}`.padStart(6)}  ${row.seconds.toFixed(0).padStart(4)} s`,
    ),
    `  ${'total'.padEnd(16)} ${`${passed}/${ran}`.padStart(6)}  ${percent.toFixed(1)} %`,
    ...section('failed', results, 'fail', () => `see ${rules.logs}`),
    ...section(
      'not run',
      results,
      'not run',
      (name) => rules.needsMachines.get(name) ?? 'needs an older provider release from the Terraform registry',
    ),
    ...section('skipped by the test itself', results, 'skip', () => undefined),
  ];
  return { text: `${lines.join('\n')}\n`, isGood: ran > 0 && passed / ran >= rules.requiredRate };
}

function section(
  title: string,
  results: readonly ResourceResult[],
  outcome: Outcome,
  because: (name: string) => string | undefined,
): string[] {
  const names = results.flatMap(({ outcomes }) =>
    [...outcomes].filter(([, value]) => value === outcome).map(([name]) => name),
  );
  if (names.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...names.map((name) => {
      const reason = because(name);
      return reason === undefined ? `  ${name}` : `  ${name}: ${reason}`;
    }),
  ];
}
