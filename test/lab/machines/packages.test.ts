import { expect, it } from 'vitest';

import { parseMissing } from '../../../lab/machines/packages.ts';

it.each([
  { when: 'everything is there', dpkg: 'a installed\nb installed\n', then: [] },
  { when: 'one was removed but left its configuration', dpkg: 'a installed\nb config-files\n', then: ['b'] },
  { when: 'one is unknown to dpkg', dpkg: 'a installed\n', then: ['b'] },
  { when: 'dpkg said nothing', dpkg: '', then: ['a', 'b'] },
])('$when -> missing: $then', ({ dpkg, then }) => expect(parseMissing(['a', 'b'], dpkg)).toEqual(then));
