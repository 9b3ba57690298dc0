import { printable } from '../policy/printable.ts';
import { looksLikeSecret } from './looks-like-secret.ts';

/** One mistake in the operator's file. */
export interface ConfigProblem {
  /** Where: `servers[0].name`; '' for the file as a whole. */
  readonly path: string;
  /** The offending value, already short and printable; undefined: something is missing. Never a secret. */
  readonly value?: string;
  /** The rule it broke, as a sentence that can follow the value. */
  readonly rule: string;
  /** What to write instead. */
  readonly next?: string;
}

const MAX_SHOWN = 60;

/** A value as it may be shown to anybody: one line, short, and never something that looks like a key. */
export function shown(value: unknown): string {
  if (containsSecret(value)) return '(hidden: it looks like a secret)';
  const text = printable(JSON.stringify(value) ?? String(value)).replaceAll('\n', '\\n');
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN - 1)}…`;
}

export function containsSecret(value: unknown): boolean {
  if (typeof value === 'string') return looksLikeSecret(value);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(containsSecret);
  return false;
}

/** `['servers', 0, 'name']` → `servers[0].name`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      const name = String(part);
      if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `[${shown(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

/** `servers[0].name "Gate_way": a name has … Write it as "gate-way".` */
export function problemText({ path, value, rule, next }: ConfigProblem): string {
  const subject = [path, value].filter((part) => part !== undefined && part !== '').join(' ');
  return `${subject === '' ? '' : `${subject}: `}${rule}${next === undefined ? '' : ` → ${next}`}`;
}

/** One reading of one value: the value, or what is wrong with it (paths are relative to the value). */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly LeafProblem[] };

export interface LeafProblem {
  /** Below the value that was read. @default the value itself */
  readonly path?: readonly PropertyKey[];
  readonly rule: string;
  readonly next?: string;
  /** What to show instead of the value; null: nothing. @default the value at the path */
  readonly show?: string | null;
}

export const good = <T>(value: T): Read<T> => ({ ok: true, value });
export const bad = (rule: string, next?: string, show?: string | null): Read<never> => ({
  ok: false,
  problems: [{ rule, ...(next === undefined ? {} : { next }), ...(show === undefined ? {} : { show }) }],
});
