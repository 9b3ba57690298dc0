import { printable } from './printable.ts';

/** What a process may end with: see docs/style.md (d). 130 is Ctrl-C, as every shell reports it. */
export type ExitCode = 0 | 1 | 2 | 3 | 64 | 130;

/** Stable and documented: a reader searches for it, a script may test it. */
export type ErrorCode = `E_${string}`;

/** One sentence each; they may quote remote text as it came, `formatError` escapes it. */
export interface KitErrorParts {
  readonly code: ErrorCode;
  /** What happened, with the offending value. */
  readonly what: string;
  /** Why, as far as it is known: the rule that was broken or the words of whoever refused. */
  readonly why: string;
  /** What to do about it: a command, an option, a place to look. */
  readonly next: string;
  /** @default 1 */
  readonly exitCode?: ExitCode;
  /** The original error, kept for `--debug` and for tests. */
  readonly cause?: unknown;
}

/** An error that was foreseen. Anything else that is thrown is a bug in the kit and is printed with its stack. */
export class KitError extends Error {
  readonly code: ErrorCode;
  readonly why: string;
  readonly next: string;
  readonly exitCode: ExitCode;

  constructor({ code, what, why, next, exitCode = 1, cause }: KitErrorParts) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'KitError';
    this.code = code;
    this.why = why;
    this.next = next;
    this.exitCode = exitCode;
  }
}

/** Wrong usage or a wrong config file: exit 64 (`EX_USAGE`). */
export function usageError(parts: Omit<KitErrorParts, 'exitCode' | 'code'> & { readonly code?: ErrorCode }): KitError {
  return new KitError({ code: 'E_USAGE', ...parts, exitCode: 64 });
}

const WIDTH = 100;

/** The code stands at the right edge, so that the sentence is read first; a long sentence pushes it further. */
function headline(what: string, code: string): string {
  const [first = '', ...rest] = printable(what).split('\n');
  return [`${first.padEnd(WIDTH - code.length - 2)}  [${code}]`, ...rest].join('\n');
}

function paragraph(label: string, text: string): string {
  const indent = ' '.repeat(8);
  return `  ${label.padEnd(6)}${printable(text).split('\n').join(`\n${indent}`)}`;
}

/** The text for stderr, without a final newline and without colour. A bug shows its stack, for the report it deserves. */
export function formatError(error: unknown): string {
  if (error instanceof KitError) {
    return [headline(error.message, error.code), paragraph('Why:', error.why), paragraph('Next:', error.next)].join(
      '\n',
    );
  }
  const stack = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return [
    headline('The kit itself broke.', 'E_BUG'),
    paragraph('Why:', stack),
    paragraph('Next:', 'run the same command again; if it stays, report these lines with the command you typed.'),
  ].join('\n');
}

/** The exit code that belongs to a thrown value: a bug is always 1 and never looks like a finding. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof KitError ? error.exitCode : 1;
}
