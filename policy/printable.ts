/**
 * Every character that can move a terminal's cursor, change its title or reorder its text: C0 without newline and tab,
 * DEL, C1 (0x9b alone is an escape sequence to some terminals), and Unicode's direction marks and line separators.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text from elsewhere (a server, a file, another program) made safe to print: what a terminal would obey becomes visible
 * as `\x1b` or `\u202e`, and half a surrogate pair becomes U+FFFD, as it would in any file. Newlines and tabs stay.
 */
export function printable(text: string): string {
  return escapeUnprintable(text.toWellFormed(), (code) => (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`));
}

/** The same characters in another spelling, for a format that has one of its own. */
export function escapeUnprintable(text: string, spell: (code: number) => string): string {
  return text.replace(unprintable, (character) => spell(character.codePointAt(0) ?? 0));
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
