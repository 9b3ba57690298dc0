import { printable } from '../policy/printable.ts';

export interface QuoteOptions {
  /** Only the last so many lines; what was left out is counted. @default 20 */
  readonly maxLines?: number;
  /** Longer lines are cut and marked with `…`. @default 240 */
  readonly maxColumns?: number;
}

/** What takes no room and hides text from a reader: zero-width spaces and joiners, soft hyphen, BOM, the tag block, … */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Half of a surrogate pair: some terminals print what they make of it. */
const lonely = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * One thing a server said, safe to print: whatever a terminal would obey and whatever an eye cannot see becomes visible
 * (`\x1b`, `\u202e`, `\u200b`). Newlines and tabs stay; see {@link escapeLine} for text that must stay on one line.
 */
export function escapeRemote(text: string): string {
  const lineEnds = text.replaceAll('\r\n', '\n');
  // Before `printable`, which would turn every half into the same sign.
  return printable(lineEnds.replace(lonely, (half) => codeOf(half))).replace(invisible, (character) =>
    codeOf(character),
  );
}

/** The same on one line: newlines and tabs are shown too. */
export function escapeLine(text: string): string {
  return escapeRemote(text.trimEnd()).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** A program's output for an error message: its last lines, escaped, long ones cut. */
export function quoteRemote(text: string, { maxLines = 20, maxColumns = 240 }: QuoteOptions = {}): string {
  const lines = escapeRemote(text.trimEnd()).split('\n');
  const kept = lines
    .slice(-maxLines)
    .map((line) => (line.length > maxColumns ? `${line.slice(0, maxColumns)}…` : line));
  const left = lines.length - kept.length;
  return [...(left > 0 ? [`(${left} more lines before these)`] : []), ...kept].join('\n');
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
