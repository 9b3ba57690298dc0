import { spawn } from 'node:child_process';
import { KitError } from '../policy/errors.ts';

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

/**
 * Runs a program, shows what it says while it says it, and keeps the end of it.
 *
 * Ctrl-C reaches the child by itself, because it belongs to the same terminal; this process only waits, so that Terraform
 * can finish its step and write its state. SIGTERM is handed on.
 *
 * @throws {KitError} E_INTERRUPTED (130) when it was ended by Ctrl-C, E_SPAWN when it could not be started
 */
export function run({ argv, cwd, env, output, descriptor }: Run): Promise<Ended> {
  const [file, ...rest] = argv;
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const extra = descriptor === undefined ? [] : [descriptor];
  const child = spawn(file, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', ...extra] });
  let text = '';
  let isInterrupted = false;
  const keep = (chunk: string) => {
    text = `${text}${chunk}`.slice(-KEPT);
  };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    output.write(chunk);
    keep(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    process.stderr.write(chunk);
    keep(chunk);
  });
  const onInterrupt = () => {
    isInterrupted = true;
  };
  const onTerminate = () => {
    isInterrupted = true;
    child.kill('SIGTERM');
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  const stopListening = () => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
  };
  child.on('error', (cause) => {
    stopListening();
    reject(
      new KitError({
        code: 'E_SPAWN',
        what: `Cannot start ${file}.`,
        why: cause.message,
        next: 'run ./sclerite env once: it makes the toolchain present.',
        cause,
      }),
    );
  });
  child.on('close', (exitCode, signal) => {
    stopListening();
    if (isInterrupted || signal === 'SIGINT') {
      reject(
        new KitError({
          code: 'E_INTERRUPTED',
          what: 'Interrupted.',
          why: 'Ctrl-C was pressed or the process was asked to end.',
          next: 'run the same command again: it goes on where this stopped.',
          exitCode: 130,
        }),
      );
    } else resolve({ exitCode: exitCode ?? 1, text });
  });
  return promise;
}
