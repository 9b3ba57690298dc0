import { escapeUnprintable } from '../policy/printable.ts';

/**
 * JSON, two-space indented, with a final newline. What a terminal would obey is written as `\u009b`, which reads back as the
 * same character: nothing is lost, and `--format json` may be looked at.
 */
export const jsonText = (value: unknown): string => `${escapeUnprintable(JSON.stringify(value, null, 2), unicode)}\n`;

const unicode = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;
