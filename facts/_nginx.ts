/** One directive of nginx's language; `block` where it ends in braces instead of a semicolon. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block?: readonly Directive[];
}

/** A word, quoted or bare (a `${variable}` keeps its braces), or one of `{`, `}`, `;`; comments and space fall through. */
const TOKEN =
  /\s+|#[^\n]*|([{};])|"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|((?!["'])(?:\\[\s\S]|\$\{[^}]*\}|[^\s{};\\])+)/gy;

/**
 * nginx's configuration as a tree, nothing interpreted (https://nginx.org/en/docs/beginners_guide.html#conf_structure). Blind
 * spot: modules that read their block in a language of their own (Lua, njs, `types` aside).
 *
 * @param file named in errors
 * @throws Error with file and line for text that is not nginx's language
 */
export function parseNginx(text: string, file: string): readonly Directive[] {
  const complain = (what: string, at: number) => new Error(`${file}:${text.slice(0, at).split('\n').length}: ${what}`);
  const open: { directives: Directive[]; name: string; args: string[] }[] = [];
  let directives: Directive[] = [];
  let words: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw complain("this is not nginx's language", at);
    const [, sign, double, single, bare] = match;
    const word = double ?? single ?? bare;
    if (word !== undefined) words.push(withoutEscapes(word));
    if (sign === undefined) continue;
    const [name, ...args] = words;
    words = [];
    if (sign === '}') {
      const outer = open.pop();
      if (name !== undefined || outer === undefined) throw complain('an unexpected }', at);
      outer.directives.push({ name: outer.name, args: outer.args, block: directives });
      directives = outer.directives;
      continue;
    }
    if (name === undefined) throw complain(`an unexpected ${sign}`, at);
    if (sign === ';') directives.push({ name, args });
    else {
      open.push({ directives, name, args });
      directives = [];
    }
  }
  if (words.length > 0 || open.length > 0) throw complain('it ends in the middle', text.length);
  return directives;
}

/** nginx takes the backslash away before quotes, itself, and t, r, n; elsewhere it is part of a pattern. */
const withoutEscapes = (word: string) =>
  word.replace(/\\(["'\\trn])/g, (_, letter: string) => ({ t: '\t', r: '\r', n: '\n' })[letter] ?? letter);
