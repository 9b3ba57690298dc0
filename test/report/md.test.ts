import { expect, it } from 'vitest';
import { md } from '../../report/md.ts';
import { example } from './_example.ts';

const text = md(example);

/** The lines outside every fence, as CommonMark sees fences: closed by one that is at least as long. */
function outside(lines: readonly string[]): readonly string[] {
  const free: string[] = [];
  let fence = '';
  for (const line of lines) {
    const run = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence === '' && run !== '') fence = run;
    else if (fence !== '' && line.length >= fence.length && /^`+$/.test(line)) fence = '';
    else if (fence === '') free.push(line);
  }
  expect(fence, 'every fence is closed').toBe('');
  return free;
}

const free = outside(text.split('\n'));

it('keeps what a server says in code, or without a meaning to Markdown', () => {
  for (const line of free) {
    const bare = line.replace(/\\[\\`*_[\]<>|~&/]/g, '').replace(/`[^`]+`/g, '');
    expect(bare.replace(/^<\/?details>(<summary>[^<]*<\/summary>)?|<\/details>$/g, '')).not.toMatch(
      /[<>\\]|]\(|https?:\/\//,
    );
    expect(bare, 'nobody is called, and no issue linked').not.toMatch(/@\w|#\d/);
  }
  expect(free.filter((line) => line.startsWith('# '))).toHaveLength(1);
  expect(free.join('\n')).not.toContain('a heading\n');
});

it('loses no failure, no doubt and no suppression', () => {
  for (const { results } of example.servers) {
    for (const { id, status } of results) if (status !== 'pass') expect(free.join('\n')).toContain(`\`${id}\``);
  }
});
