import { spawn } from 'node:child_process';

import { KitError } from '../policy/errors.ts';

export interface CommandResult {
  /** 128 + signal number when a signal ended it, as shells report it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string | Uint8Array;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with every whole line of stdout and stderr, as progress. */
  readonly onLine?: (line: string) => void;
  /** @default no limit */
  readonly timeoutSeconds?: number;
}

/** Runs a program without a shell and collects what it says. Throws only when the program cannot be started. */
export function tryCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program, ...args] = argv;
  if (program === undefined) throw new TypeError('an empty command line');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.timeoutSeconds === undefined
        ? {}
        : { timeout: options.timeoutSeconds * 1000, killSignal: 'SIGKILL' }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    if (options.onLine !== undefined) {
      child.stdout.on('data', lineSplitter(options.onLine));
      child.stderr.on('data', lineSplitter(options.onLine));
    }
    child.on('error', (cause) =>
      reject(
        new KitError({
          code: 'E_LAB_COMMAND',
          what: `The lab cannot start \`${program}\`.`,
          why: cause.message,
          next: 'run `./sclerite lab up`, which installs what the lab needs, or install that program yourself.',
          cause,
        }),
      ),
    );
    // A program that does not read its input closes the pipe; its exit code tells more than EPIPE would.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.on('close', (code, signal) =>
      resolve({
        exitCode: code ?? 128 + (signal === 'SIGKILL' ? 9 : 15),
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  });
}

/** As `tryCommand`, but an exit code other than 0 is thrown, with the program's own words. Gives stdout. */
export async function command(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await tryCommand(argv, options);
  if (result.exitCode !== 0) {
    throw new KitError({
      code: 'E_LAB_COMMAND',
      what: `\`${argv.join(' ')}\` ended with ${result.exitCode}.`,
      why: lastLines(result.stderr || result.stdout, 15) || 'it said nothing.',
      next: 'read what it said; `./sclerite lab status` shows what stands, `./sclerite lab down` clears it all.',
    });
  }
  return result.stdout;
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

function lineSplitter(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
