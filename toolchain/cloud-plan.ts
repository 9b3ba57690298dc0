import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { promisify } from 'node:util';
import type { PathOf } from '../drift/cloud-plan.ts';
import { type ExitCode, KitError } from '../policy/errors.ts';
import { outputDirectory } from './cdktf.ts';
import { cdktfEnvironment } from './cdktf-environment.ts';
import { explain } from './explain.ts';
import { takeLock } from './lock.ts';
import { run } from './run.ts';

const root = resolve(import.meta.dirname, '..');

/** A refreshed plan as JSON, and what its addresses are called in this project. */
export interface CloudPlan {
  /** Output of `terraform show -json`. */
  readonly json: string;
  readonly pathOf: PathOf;
}

/** Its output is of interest only when it fails, and then it is in the error. */
const unheard = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * Lets Terraform compare the declaration with the cloud. Reads alone: nothing is applied, and no state is written.
 *
 * @returns the exit code of a synth that has said itself what is wrong; else the plan
 * @throws {KitError} see explain.ts, lock.ts, run.ts
 */
export async function planCloud(project: string, configPath: string): Promise<CloudPlan | ExitCode> {
  const outdir = outputDirectory(process.env);
  const env = cdktfEnvironment(process.env, { root, configPath, outdir });
  const terraform = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const stack = join(outdir, 'stacks', project);
  const lock = takeLock(`${outdir}.lock`, `It is process ${process.pid}, "drift", since ${new Date().toISOString()}.`);
  // A plan holds user data and addresses: nobody else reads it, and it does not stay.
  const scratch = mkdtempSync(join(tmpdir(), 'sclerite-drift-'));
  const step = (argv: readonly [string, ...string[]], cwd: string) =>
    run({ argv, cwd, env, output: unheard(), descriptor: lock.descriptor });
  try {
    const synth = await step([process.execPath, ...process.execArgv, 'main.ts'], root);
    if (synth.exitCode !== 0) return synth.exitCode as ExitCode;
    if (!existsSync(join(stack, '.terraform'))) await must([terraform, 'init', '-input=false', '-no-color']);
    const file = join(scratch, 'plan');
    await must([terraform, 'plan', '-input=false', '-no-color', '-lock=false', `-out=${file}`]);
    const shown = await promisify(execFile)(terraform, ['show', '-json', file], {
      ...{ cwd: stack, env, encoding: 'utf8' },
      maxBuffer: 256 * 1024 * 1024,
    });
    return { json: shown.stdout, pathOf: pathsOf(readFileSync(join(stack, 'cdk.tf.json'), 'utf8'), project) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    lock.release();
  }

  async function must(argv: readonly [string, ...string[]]): Promise<void> {
    const { exitCode, text } = await step(argv, stack);
    if (exitCode !== 0) throw explain('Cannot compare with the cloud.', text, exitCode);
  }
}

/** cdktf writes the construct's path beside every resource: `//.metadata.path`, with the stack's name in front. */
export function pathsOf(synthesized: string, project: string): PathOf {
  const { resource = {} } = JSON.parse(synthesized) as {
    resource?: Record<string, Record<string, { '//'?: { metadata?: { path?: string } } }>>;
  };
  const paths = new Map<string, string>();
  for (const [type, resources] of Object.entries(resource)) {
    for (const [name, { '//': comment }] of Object.entries(resources)) {
      const path = comment?.metadata?.path;
      if (path !== undefined) paths.set(`${type}.${name}`, path.replace(`${project}/`, ''));
    }
  }
  // An instance of a resource with a count or a key: `type.name[0]`.
  return (address) => paths.get(address.replace(/\[[^\]]*\]$/, ''));
}

export const isRefused = (plan: CloudPlan | ExitCode): plan is ExitCode => typeof plan === 'number';

/** For a comparison that could not be made, while the others could. */
export const because = (error: unknown): string => {
  if (error instanceof KitError) return `${error.message} ${error.why}`;
  throw error;
};
