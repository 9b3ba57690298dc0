/**
 * Parts of docs/proof.md that another command than `proof` writes: each stands between two comments with its name, and survives
 * when the page around it is written anew.
 */
const begin = (name: string) => `<!-- kept: ${name} -->`;
const end = (name: string) => `<!-- end of kept: ${name} -->`;

/** A page with this part in place of the one of the same name, or after everything else. */
export function withKept(page: string, name: string, text: string): string {
  const part = `${begin(name)}\n${text.trim()}\n${end(name)}`;
  const from = page.indexOf(begin(name));
  const to = page.indexOf(end(name));
  if (from === -1 || to < from) return `${page.trimEnd()}\n\n${part}\n`;
  return page.slice(0, from) + part + page.slice(to + end(name).length);
}

/** The new page with every part that the old one kept. */
export function carryOver(before: string, page: string): string {
  const kept = [...before.matchAll(/^<!-- kept: (.+?) -->\n([\s\S]*?)\n<!-- end of kept: \1 -->$/gm)];
  return kept.reduce((whole, [, name = '', text = '']) => withKept(whole, name, text), page);
}
