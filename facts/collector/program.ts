import { readFileSync } from 'node:fs';

/**
 * The two programs that run on the server, as they lie beside this module. Read once, at import, and never anything else: the
 * one exception to "facts/ reads no files", for a program is better kept in a file of its own language than in a string.
 */
const textBeside = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

export const collectProgram = textBeside('./collect.py');
export const askProgram = textBeside('./ask.py');
