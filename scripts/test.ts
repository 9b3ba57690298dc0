import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineCommand } from 'citty';
import { chooseAccelerator } from '../lab/qemu/accelerator.ts';
import { TCG_PATIENCE } from '../lab/qemu/arguments.ts';
import { parseDriver } from '../lab/settings.ts';
import packageJson from '../package.json' with { type: 'json' };
import { usageError } from '../policy/errors.ts';
import { withKept } from '../proof/kept.ts';
import { ownKernelSection, sectionName } from '../proof/own-kernel.ts';
import { sabotageSection } from '../proof/sabotage.ts';
import { run } from '../toolchain/run.ts';
import { add, isGreen, nothing, summaryLine, type Tally, tallyOf, type VitestReport } from '../toolchain/tally.ts';

const root = resolve(import.meta.dirname, '..');
const everyDay = ['unit', 'lab'] as const;
const projects = [...everyDay, 'browser'] as const;
type Project = (typeof projects)[number];

const bin = (path: string): [string, string] => [process.execPath, join(root, 'node_modules', path)];

async function step(argv: readonly [string, ...string[]], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const { exitCode } = await run({ argv, cwd: root, env, output: process.stderr });
  return exitCode;
}

/** Types and style count only when they fail: a figure of passed tests says how many tests passed. */
async function check(name: string, argv: readonly [string, ...string[]]): Promise<Tally> {
  process.stderr.write(`\n== ${name}\n`);
  return (await step(argv)) === 0 ? nothing : { ...nothing, failed: 1 };
}

interface Ran {
  readonly tally: Tally;
  /** Undefined when vitest left none. */
  readonly report: VitestReport | undefined;
}

async function vitest(project: Project | 'qemu', filters: readonly string[], env = process.env): Promise<Ran> {
  process.stderr.write(`\n== ${project} tests\n`);
  const directory = mkdtempSync(join(tmpdir(), 'sclerite-test-'));
  const file = join(directory, 'report.json');
  const options = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const argv = [...bin('vitest/vitest.mjs'), ...options, ...filters] as const;
    const exitCode = await step(argv, env);
    const report = readReport(file);
    return { tally: tallyOf(report, exitCode), report };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    process.stderr.write(`vitest left no report: ${(error as Error).message}\n`);
    return undefined;
  }
}

/**
 * The machines of the QEMU driver, and the product on one of them. Writes the result into docs/proof.md. Minutes with
 * KVM, hours without: never a part of the other tests.
 */
async function ownKernel(filter: string | undefined): Promise<Tally> {
  const accelerator = chooseAccelerator();
  const patience =
    accelerator === 'tcg' ? { SCLERITE_PATIENCE: process.env.SCLERITE_PATIENCE || String(TCG_PATIENCE) } : {};
  const env = { ...process.env, ...patience, SCLERITE_LAB_DRIVER: 'qemu' };
  const { tally, report } = await vitest('qemu', listOf(filter), env);
  if (report !== undefined && report.testResults.length > 0) {
    keep(sectionName(filter), (day) =>
      ownKernelSection({ filter, day, kit: packageJson.version, accelerator, report }),
    );
  }
  return tally;
}

/** The files whose tests break what controls look at: a server behind a tunnel, and one with a public name. */
const SABOTAGE = ['test/e2e/spine.test.ts', 'test/e2e/exposure.test.ts'];

/** Breaks everything that a control looks at, and writes into docs/proof.md how much of it was noticed. */
async function sabotage(): Promise<Tally> {
  const begun = performance.now();
  const { tally, report } = await vitest('lab', SABOTAGE);
  if (report !== undefined) {
    const { controls } = await import('../controls/index.ts');
    keep('sabotage', (day) =>
      sabotageSection({
        ...{ day, kit: packageJson.version, report, seconds: (performance.now() - begun) / 1000 },
        controls: controls.map(({ id }) => id),
      }),
    );
  }
  return tally;
}

/** Writes one part of docs/proof.md, and leaves the others as they are. */
function keep(name: string, section: (day: string) => string): void {
  const page = join(root, 'docs/proof.md');
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(page, withKept(readFileSync(page, 'utf8'), name, section(day)));
  process.stderr.write(`written to ${page}\n`);
}

const listOf = (filter: string | undefined): readonly string[] => (filter === undefined ? [] : [filter]);

export default defineCommand({
  meta: { name: 'test', description: 'Check types and style, run the unit tests, then the tests in the lab (as root)' },
  args: {
    project: { type: 'positional', required: false, description: 'Only unit, lab or browser (default: unit and lab)' },
    all: { type: 'boolean', description: 'Also what takes too long for every day: it sets SCLERITE_TEST_ALL=1' },
    driver: {
      type: 'string',
      valueHint: 'qemu',
      description: 'Only the tests that need machines with a kernel of their own; a word after it chooses test files',
    },
    sabotage: {
      type: 'boolean',
      description: 'Only the tests that break what controls look at; their result goes into docs/proof.md',
    },
    filter: { type: 'positional', required: false, description: 'Only test files whose path contains this' },
  },
  async run({ args }) {
    if (args.driver !== undefined && parseDriver(args.driver) === 'qemu') {
      const tally = await ownKernel(args.project);
      process.stdout.write(`${summaryLine(tally)}\n`);
      return isGreen(tally) ? 0 : 1;
    }
    if (args.sabotage) {
      const tally = await sabotage();
      process.stdout.write(`${summaryLine(tally)}\n`);
      return isGreen(tally) ? 0 : 1;
    }
    const chosen =
      args.project === undefined
        ? args.all
          ? projects
          : everyDay
        : projects.filter((project) => args.project === project);
    if (chosen.length === 0) {
      throw usageError({
        what: `There are no "${args.project}" tests.`,
        why: `the tests are in these projects: ${projects.join(', ')}.`,
        next: './sclerite test unit [FILTER], ./sclerite test lab [FILTER], ./sclerite test browser, or ./sclerite test',
      });
    }
    if (args.all) process.env.SCLERITE_TEST_ALL = '1';
    let tally: Tally = nothing;
    if (args.project === undefined) {
      tally = add(tally, await check('types', [...bin('typescript/bin/tsc'), '-p', '.']));
      tally = add(tally, await check('style', [...bin('@biomejs/biome/bin/biome'), 'check', '.']));
    }
    for (const project of chosen) tally = add(tally, (await vitest(project, listOf(args.filter))).tally);
    process.stdout.write(`${summaryLine(tally)}\n`);
    return isGreen(tally) ? 0 : 1;
  },
});
