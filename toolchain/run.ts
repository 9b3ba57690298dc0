import { spawn } from 'node:child_process';
import { KitError } from '../policy/errors.ts';
import { descendants } from './descendants.ts';

export interface Run {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where its standard output goes as it comes; its standard error always goes to ours. */
  readonly output: NodeJS.WritableStream;
  /** An open file that must stay open as long as the child lives (see lock.ts). */
  readonly descriptor?: number;
}

export interface Ended {
  readonly exitCode: number;
  /** Everything it wrote, both streams, in the order it came. */
  readonly text: string;
}

/** The kept part of a child's output: enough for every error, never the memory. Characters. */
const KEPT = 1024 * 1024;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program, shows what it says while it says it, and keeps the end of it.
 *
 * The program gets a session of its own, so a Ctrl-C on the terminal reaches this process alone. cdktf 0.21 would leave at
 * once and hang up on a Terraform that is still writing its state; so the Ctrl-C goes to the Terraform below it, which ends
 * in order, and cdktf after it. A second Ctrl-C is handed on too and makes Terraform drop everything.
 *
 * @throws {KitError} E_INTERRUPTED (130) when it was asked to end, E_SPAWN when it could not be started
 */
export function run({ argv, cwd, env, output, descriptor }: Run): Promise<Ended> {
  const [file, ...rest] = argv;
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const extra = descriptor === undefined ? [] : [descriptor];
  const child = spawn(file, rest, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe', ...extra] });
  let text = '';
  const show = (stream: NodeJS.ReadableStream | null, to: NodeJS.WritableStream) =>
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      to.write(chunk);
      text = `${text}${chunk}`.slice(-KEPT);
    });
  show(child.stdout, output);
  show(child.stderr, process.stderr);
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
    if (child.pid !== undefined) askToEnd(child.pid);
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  const stopListening = () => {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  };
  child.on('error', (cause) => {
    stopListening();
    reject(cannotStart(file, cause));
  });
  child.on('close', (exitCode) => {
    stopListening();
    if (isInterrupted) reject(interrupted());
    else resolve({ exitCode: exitCode ?? 1, text });
  });
  return promise;
}

/** Terraform where there is one, else the whole group. */
function askToEnd(pid: number): void {
  const terraforms = descendants(pid).filter(({ name }) => name === 'terraform' || name === 'tofu');
  const targets = terraforms.length > 0 ? terraforms.map((process) => process.pid) : [-pid];
  for (const target of targets) {
    try {
      process.kill(target, 'SIGINT');
    } catch (error) {
      // It ended by itself in this very moment, which is what was wanted.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

const cannotStart = (file: string, cause: Error) =>
  new KitError({
    code: 'E_SPAWN',
    what: `Cannot start ${file}.`,
    why: cause.message,
    next: 'run ./sclerite env once: it makes the toolchain present.',
    cause,
  });

const interrupted = () =>
  new KitError({
    code: 'E_INTERRUPTED',
    what: 'Interrupted.',
    why: 'Ctrl-C was pressed, or the process was asked to end.',
    next: 'run the same command again: it goes on where this stopped.',
    exitCode: 130,
  });
