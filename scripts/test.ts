import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineCommand } from 'citty';
import { usageError } from '../policy/errors.ts';
import { run } from '../toolchain/run.ts';
import { add, isGreen, nothing, summaryLine, type Tally, tallyOf, type VitestReport } from '../toolchain/tally.ts';

const root = resolve(import.meta.dirname, '..');
const projects = ['unit', 'lab'] as const;
type Project = (typeof projects)[number];

const bin = (path: string): [string, string] => [process.execPath, join(root, 'node_modules', path)];

async function step(argv: readonly [string, ...string[]]): Promise<number> {
  const { exitCode } = await run({ argv, cwd: root, env: process.env, output: process.stderr });
  return exitCode;
}

/** Types and style count only when they fail: a figure of passed tests says how many tests passed. */
async function check(name: string, argv: readonly [string, ...string[]]): Promise<Tally> {
  process.stderr.write(`\n== ${name}\n`);
  return (await step(argv)) === 0 ? nothing : { ...nothing, failed: 1 };
}

async function vitest(project: Project, filter: string | undefined): Promise<Tally> {
  process.stderr.write(`\n== ${project} tests\n`);
  const directory = mkdtempSync(join(tmpdir(), 'sclerite-test-'));
  const file = join(directory, 'report.json');
  const options = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const exitCode = await step([...bin('vitest/vitest.mjs'), ...options, ...(filter === undefined ? [] : [filter])]);
    return tallyOf(readReport(file), exitCode);
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

export default defineCommand({
  meta: { name: 'test', description: 'Check types and style, run the unit tests, then the tests in the lab (as root)' },
  args: {
    project: { type: 'positional', required: false, description: 'Only unit or lab (default: everything)' },
    all: { type: 'boolean', description: 'Also what takes too long for every day: it sets SCLERITE_TEST_ALL=1' },
    filter: { type: 'positional', required: false, description: 'Only test files whose path contains this' },
  },
  async run({ args }) {
    const chosen = projects.filter((project) => args.project === undefined || args.project === project);
    if (chosen.length === 0) {
      throw usageError({
        what: `There are no "${args.project}" tests.`,
        why: `the tests are in two projects: ${projects.join(' and ')}.`,
        next: './sclerite test unit [FILTER], ./sclerite test lab [FILTER], or ./sclerite test',
      });
    }
    if (args.all) process.env.SCLERITE_TEST_ALL = '1';
    let tally: Tally = nothing;
    if (args.project === undefined) {
      tally = add(tally, await check('types', [...bin('typescript/bin/tsc'), '-p', '.']));
      tally = add(tally, await check('style', [...bin('@biomejs/biome/bin/biome'), 'check', '.']));
    }
    for (const project of chosen) tally = add(tally, await vitest(project, args.filter));
    process.stdout.write(`${summaryLine(tally)}\n`);
    return isGreen(tally) ? 0 : 1;
  },
});
