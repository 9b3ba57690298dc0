import { printable } from '../policy/printable.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text between tags. What XML 1.0 knows no spelling for (control characters, U+FFFE) becomes visible. */
export const xmlText = (text: string): string => clean(text).replace(/[&<>]/g, entity);

/** The inside of a double-quoted attribute; newlines and tabs stay what they are, a parser would make spaces of them. */
export const xmlAttribute = (text: string): string => clean(text).replace(/[&<>"\n\t]/g, entity);

const entity = (character: string) => ENTITIES[character] ?? `&#${character.codePointAt(0)};`;

const clean = (text: string) =>
  printable(text)
    .toWellFormed()
    .replace(/\ufffe/g, '\\ufffe')
    .replace(/\uffff/g, '\\uffff');
