import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Judge, Judged, Output, Subject } from './judge.ts';
import { curlLine, questions } from './sanity.ts';

/** Runs one program to its end. Its environment: ours, with `path` before PATH. Ended with SIGKILL at its limit. */
export function runTool(
  argv: readonly string[],
  { path, limitSeconds, folder }: { path: string; limitSeconds: number; folder: string },
): Promise<Output> {
  return new Promise((resolve, reject) => {
    const [program = '', ...rest] = argv;
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...process.env, PATH: `${path}:${process.env.PATH ?? ''}`, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (exitCode) =>
      resolve({
        exitCode,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
        file: (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : ''),
      }),
    );
  });
}

/** What was run for a judge, before it is read. */
interface Ran {
  readonly version: string;
  readonly output: Output;
}

/** Times one judge, and tells a judge that could not judge from one that found nothing. */
export async function judged<S>(
  judge: {
    readonly id: string;
    readonly tool: string;
    readonly asks: string;
    readonly limitSeconds: number;
    readonly read: (output: Output, subject: S) => Finding;
  },
  command: string,
  subject: S,
  act: () => Promise<Ran>,
): Promise<Judged> {
  const { id, tool, asks, limitSeconds } = judge;
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  try {
    const { version, output } = await act();
    if (output.exitCode === null) throw new Error(`it did not end within ${limitSeconds} s`);
    const { summary, findings, accepted = [] } = judge.read({ ...output, stdout: plain(output.stdout) }, subject);
    const outcome = findings.length === 0 ? 'clean' : 'findings';
    return { id, tool, version, asks, command, outcome, summary, findings, accepted, seconds: seconds() };
  } catch (error) {
    const summary = error instanceof Error ? error.message : String(error);
    const nothing = { summary, findings: [], seconds: seconds() };
    return { id, tool, version: '?', asks, command, outcome: 'did-not-judge', ...nothing };
  }
}

/** Asks a program on this machine for its version, then lets it judge. */
export async function runHere(
  argv: readonly string[],
  version: Judge['version'],
  limits: { readonly path: string; readonly limitSeconds: number; readonly folder: string },
): Promise<Ran> {
  const asked = await runTool(version.argv, { ...limits, limitSeconds: 30 });
  const told = version.pattern.exec(plain(asked.stdout + asked.stderr))?.[1];
  if (told === undefined) throw new Error(`${version.argv.join(' ')} told no version`);
  return { version: told, output: await runTool(argv, limits) };
}

/** Lets one judge of the web judge, in a folder of its own. */
export async function judgeWith(judge: Judge, given: Subject, path: string): Promise<Judged> {
  const folder = join(given.folder, judge.id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const subject = { ...given, folder };
  const argv = judge.argv(subject);
  const command = argv.join(' ').replaceAll(`${given.folder}/${judge.id}`, '.').replaceAll(given.folder, '.');
  const limits = { path, limitSeconds: judge.limitSeconds, folder };
  return judged(judge, command, subject, () => runHere(argv, judge.version, limits));
}

/** All questions of `sanity.ts`, one after the other, as one judge. */
export async function askWithCurl(subject: Subject): Promise<Judged> {
  const folder = join(subject.folder, 'curl');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const begun = performance.now();
  const run = (argv: readonly string[]) => runTool(argv, { path: '', limitSeconds: 15, folder });
  const version = /^curl (\S+)/.exec((await run(['curl', '--version'])).stdout)?.[1] ?? '?';
  const findings: string[] = [];
  for (const question of questions) {
    const { stdout } = await run(curlLine(subject, question));
    if (!question.right.test(stdout)) findings.push(`${question.what}: got ${stdout || 'nothing'}`);
  }
  return {
    id: 'curl',
    tool: 'curl',
    version,
    asks: `${questions.length} requests that a parser may stumble over, without an identity`,
    command: curlLine(subject, { what: '', argv: ['…'], right: /$/ })
      .join(' ')
      .replaceAll(subject.folder, '.'),
    outcome: findings.length === 0 ? 'clean' : 'findings',
    summary: `${questions.length - findings.length} of ${questions.length} answered as they should be`,
    findings,
    seconds: (performance.now() - begun) / 1000,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken away
const plain = (text: string) => text.replaceAll(/\u001b\[[0-9;]*m/g, '');
