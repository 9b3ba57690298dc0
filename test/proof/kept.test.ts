import { describe, expect, it } from 'vitest';

import { carryOver, withKept } from '../../proof/kept.ts';

const page = '# Page\n\ntext\n';

describe('kept parts of a page', () => {
  it('come after everything else, and a second time in their own place', () => {
    const once = withKept(page, 'kernel', '## Kernel\n\nfirst');
    expect(once).toBe('# Page\n\ntext\n\n<!-- kept: kernel -->\n## Kernel\n\nfirst\n<!-- end of kept: kernel -->\n');
    const two = withKept(once, 'other', 'more');
    expect(withKept(two, 'kernel', 'second')).toBe(two.replace('## Kernel\n\nfirst', 'second'));
  });

  it('survive when the page around them is written anew', () => {
    const before = withKept(withKept(page, 'kernel', 'one\ntwo'), 'other', 'more');
    expect(carryOver(before, '# New\n')).toBe(withKept(withKept('# New\n', 'kernel', 'one\ntwo'), 'other', 'more'));
    expect(carryOver(page, '# New\n')).toBe('# New\n');
    expect(carryOver('', '# New\n')).toBe('# New\n');
  });
});
