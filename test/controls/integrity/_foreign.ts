import { expect, it } from 'vitest';
import type { Control } from '../../../controls/control.ts';
import type { ForeignFile, ForeignFiles, PlaceGroup } from '../../../facts/foreign-files.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { read, unreadable } from '../_facts.ts';

/** What the search says when only one group holds something. */
export const foreign = (group: PlaceGroup, ...files: readonly ForeignFile[]) =>
  read(
    new Proxy({} as Record<PlaceGroup, ForeignFiles>, {
      get: (_, name) => ({ looked: 7, foreign: name === group ? files : [] }),
    }),
  );

export const planted = (path: string, more: Partial<ForeignFile> = {}): ForeignFile => ({
  path,
  owner: 'root',
  mode: '0644',
  changedAt: 1_795_000_000,
  ...more,
});

/** The table of a control that asks one question of one group. @param other a group that is none of its business */
export function tableOf(control: Control, group: PlaceGroup, path: string, other: PlaceGroup): void {
  it.each([
    { when: 'everything there is known', fact: foreign(group), then: 'pass' },
    { when: 'something else lies elsewhere', fact: foreign(other, planted('/elsewhere')), then: 'pass' },
    { when: 'a file is of no package', fact: foreign(group, planted(path)), then: 'fail' },
    { when: 'a link leads out', fact: foreign(group, planted(path, { target: '/tmp/x' })), then: 'fail' },
    { when: 'there are more than fit', fact: foreign(group, ...Array(50).fill(planted(path))), then: 'fail' },
    { when: 'the search failed', fact: unreadable('python3 ended with 1: no mark'), then: 'cannot-tell' },
    { when: 'nobody searched', fact: undefined, then: 'cannot-tell' },
  ] as const)('$when -> $then', ({ fact, then }) => {
    expect(judge(control, { ...(fact && { foreignFiles: fact }) }, {} as Declared).status).toBe(then);
  });

  it('names the file, whose it is, and since when', () => {
    const { evidence, next } = judge(control, { foreignFiles: foreign(group, planted(path)) }, {} as Declared);
    expect(evidence.join()).toContain(`${path}: of no package`);
    expect(evidence.join()).toContain('root 0644, changed 2026-11-18T');
    expect(next).toContain(path);
  });

  it('names twenty of them, and says how many more there are', () => {
    const facts = { foreignFiles: foreign(group, ...Array(50).fill(planted(path))) };
    expect(judge(control, facts, {} as Declared).evidence.at(-1)).toBe('and 30 more');
  });
}
