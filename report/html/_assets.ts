import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file beside this module, as it goes between the tags, and the hash by which the page's policy lets it in. */
function asset(name: string): { readonly text: string; readonly hash: string } {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}

/** Read once, at import. */
export const style = asset('page.css');
export const script = asset('page.js');
