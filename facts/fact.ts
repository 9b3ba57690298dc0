import type { Declared } from '../policy/declared.ts';
import type { Wanted } from '../policy/wanted.ts';

/** Ask for the output of one program. No shell: what needs one names it (`['sh', '-c', …]`). */
export interface CommandSource {
  readonly kind: 'command';
  readonly argv: readonly string[];
  /** Seconds after which it is killed and its fact is unreadable. @default 10 */
  readonly timeout?: number;
}

/** Ask for files as they are: metadata always, content and digest on request. Symbolic links are not followed. */
export interface FilesSource {
  readonly kind: 'files';
  /** Absolute paths; `*` and `**` as in Python's glob. A pattern that matches nothing yields no entry. */
  readonly paths: readonly string[];
  /** Send the text (UTF-8, at most 256 KiB a file). Never for a file that holds a secret. @default false */
  readonly content?: boolean;
  /** Send the SHA-256 of the bytes. @default false */
  readonly digest?: boolean;
}

/** Ask for the *names* (never the values) of the variables in a unit's main process. */
export interface EnvironSource {
  readonly kind: 'environ';
  readonly unit: string;
}

/** Taken on the operator's side, by `edges/outside*.ts`: what a stranger on the network sees. */
export interface OutsideSource {
  readonly kind: 'outside';
  readonly probe: 'ports' | 'ssh' | 'web' | 'dns';
}

/** Taken from the cloud's API, by `edges/hetzner.ts`. */
export interface CloudSource {
  readonly kind: 'cloud';
  readonly view: 'server' | 'firewalls';
}

export type HostSource = CommandSource | FilesSource | EnvironSource;
export type Source = HostSource | OutsideSource | CloudSource;

export interface FileEntry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link' | 'socket' | 'other' | 'absent';
  /** Four octal digits, `0600`. '' when absent. */
  readonly mode: string;
  /** Names; the number in decimal where the server knows no name. '' when absent. */
  readonly owner: string;
  readonly group: string;
  readonly size: number;
  /** Where a link points. */
  readonly target?: string;
  readonly sha256?: string;
  readonly content?: string;
  /** The system's own words when it could not be read. */
  readonly error?: string;
}

/**
 * What came back for one fact, before parsing: JSON that can be saved and judged again.
 * `at`: Unix seconds on the machine that took it. `ms`: how long it took.
 */
export type Reading =
  | {
      readonly kind: 'command';
      readonly argv: readonly string[];
      /** null: it was killed at its time limit. */
      readonly exit: number | null;
      readonly stdout: string;
      readonly stderr: string;
      readonly at: number;
      readonly ms: number;
    }
  | { readonly kind: 'files'; readonly entries: readonly FileEntry[]; readonly at: number; readonly ms: number }
  | {
      readonly kind: 'environ';
      readonly pid: number;
      readonly names: readonly string[];
      readonly at: number;
      readonly ms: number;
    }
  /** Outside and cloud views: whatever JSON their edge documents. */
  | { readonly kind: 'view'; readonly value: unknown; readonly at: number; readonly ms: number }
  | { readonly kind: 'unreadable'; readonly because: string; readonly at: number; readonly ms: number };

/** A fact after parsing. `age`: seconds between its taking and the run's "now". */
export type FactResult<T> =
  | { readonly ok: true; readonly value: T; readonly age: number }
  | { readonly ok: false; readonly because: string };

/**
 * One fact: how to ask for it and how to read the answer. `parse` is pure and throws {@link Unreadable} (or any Error) when
 * the answer is not what it should be; its blind spots belong in the fact's docstring.
 */
export interface Fact<T> {
  /** What it tells, in a few words, for people. */
  readonly title: string;
  /**
   * `fast`: read at each verify (milliseconds). `slow`: kept fresh by a timer on the server and dated.
   * Only host facts can be slow.
   */
  readonly speed: 'fast' | 'slow';
  /** Slow facts only: seconds after which it is too old to judge by. @default 7200 (the hourly timer missed once) */
  readonly maxAge?: number;
  /**
   * Slow facts only: absolute paths (files or directories) whose change makes the fact stale at once, so that the server takes
   * it anew before its timer would. @default none
   */
  readonly dependsOn?: readonly string[];
  /**
   * `wanted` is the rendered state without the collector's own manifest: for facts that look at what we own. undefined: there is
   * nothing to ask of such a server, and no control that applies to it needs the fact.
   */
  readonly source: (declared: Declared, wanted: Wanted) => Source | undefined;
  readonly parse: (reading: Reading) => T;
}

export function defineFact<T>(fact: Fact<T>): Fact<T> {
  return fact;
}

/** The answer was there, but it does not say what it should: the fact's own words why. */
export class Unreadable extends Error {}

/** The standard output of a command that ended with 0; anything else is unreadable, with the program's own words. */
export function stdoutOf(reading: Reading): string {
  if (reading.kind !== 'command') throw new Unreadable(`expected the output of a command, got ${reading.kind}`);
  if (reading.exit === null) throw new Unreadable(`${reading.argv[0]} did not end within its time limit`);
  if (reading.exit !== 0) {
    const words = reading.stderr.trim() || reading.stdout.trim() || '(no output)';
    throw new Unreadable(`${reading.argv.join(' ')} ended with ${reading.exit}: ${words.slice(0, 500)}`);
  }
  return reading.stdout;
}

export function entriesOf(reading: Reading): readonly FileEntry[] {
  if (reading.kind !== 'files') throw new Unreadable(`expected files, got ${reading.kind}`);
  return reading.entries;
}
