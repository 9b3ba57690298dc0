import type { Merged } from '../merge.ts';

/** After Debian's `20auto-upgrades` and `50unattended-upgrades`: the last value wins. */
export const APT_CONF = '/etc/apt/apt.conf.d/52sclerite';

/** Lists are cleared first: apt appends to a list of the same name in an earlier file. */
export function renderApt({ apt }: Pick<Merged, 'apt'>): string {
  const lines = Object.entries(apt).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${key} ${quoted(value)};`]
      : [`#clear ${key};`, `${key} { ${value.map((item) => `${quoted(item)};`).join(' ')} };`],
  );
  return ['// Owned by Sclerite and replaced as a whole.', ...lines, ''].join('\n');
}

/** apt's syntax has no escape inside a quoted word. */
function quoted(word: string): string {
  if (/["\n]/.test(word))
    throw new Error(`an apt setting cannot hold a quote or a line break: ${JSON.stringify(word)}`);
  return `"${word}"`;
}
