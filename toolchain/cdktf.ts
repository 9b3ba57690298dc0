import { join, resolve } from 'node:path';
import type { ExitCode } from '../policy/errors.ts';
import { cdktfEnvironment } from './cdktf-environment.ts';
import { explain } from './explain.ts';
import { takeLock } from './lock.ts';
import { run } from './run.ts';
import { tellingLines } from './telling-lines.ts';

const root = resolve(import.meta.dirname, '..');
const cli = join(root, 'node_modules/cdktf-cli/bundle/bin/cdktf');

/** One cdktf command, typed by the operator as one verb. */
export interface Order {
  readonly command: 'diff' | 'deploy' | 'destroy';
  /** Absolute path of the operator's config. */
  readonly configPath: string;
  /** Where cdktf's output goes: stdout when it is the result (a plan), else stderr. */
  readonly output: NodeJS.WritableStream;
  /** Everything that cdktf and Terraform say, not only what tells how it goes. @default false */
  readonly isVerbose?: boolean;
  /** Asked between plan and deed; undefined: no question. */
  readonly confirm?: () => Promise<boolean>;
}

/** The synthesized project: beside the checkout's files, or in the state root of a second lab or a test. */
export function outputDirectory(env: NodeJS.ProcessEnv): string {
  return join(resolve(env.SCLERITE_STATE_ROOT || root), 'cdktf.out');
}

/**
 * Synthesizes, then runs cdktf on the result, one at a time.
 *
 * The synth is its own process and not cdktf's child: a config mistake keeps its words and its exit code.
 *
 * @returns 0; or the exit code of a synth that has said itself what is wrong; or 130 when the question was answered with no
 * @throws {KitError} see explain.ts, lock.ts, run.ts
 */
export async function runCdktf({ command, configPath, output, isVerbose = false, confirm }: Order): Promise<ExitCode> {
  const outdir = outputDirectory(process.env);
  const env = cdktfEnvironment(process.env, { root, configPath, outdir });
  const lock = takeLock(
    `${outdir}.lock`,
    `It is process ${process.pid}, "${command}", since ${new Date().toISOString()}.`,
  );
  const step = (argv: readonly [string, ...string[]], to: NodeJS.WritableStream) =>
    run({ argv, cwd: root, env, output: to, descriptor: lock.descriptor });
  const cdktf = async (name: Order['command'], ...options: string[]) => {
    const argv = [process.execPath, cli, name, '--skip-synth', '--output', outdir, ...options] as const;
    const { exitCode, text } = await step(argv, name === 'diff' || isVerbose ? output : throughFilter(output));
    if (exitCode !== 0) throw explain(`Cannot ${name === 'diff' ? 'plan' : name}.`, text, exitCode);
  };
  try {
    const synth = await step([process.execPath, ...process.execArgv, 'main.ts'], process.stderr);
    if (synth.exitCode !== 0) return synth.exitCode as ExitCode;
    if (command === 'diff') await cdktf('diff');
    else {
      if (confirm !== undefined) {
        if (command === 'deploy') await cdktf('diff');
        if (!(await confirm())) return 130;
      }
      await cdktf(command, '--auto-approve');
    }
    return 0;
  } finally {
    lock.release();
  }
}

/** The output stays open behind the filter: more is said after one command has ended. */
function throughFilter(output: NodeJS.WritableStream): NodeJS.WritableStream {
  const filter = tellingLines();
  filter.pipe(output, { end: false });
  return filter;
}
