import { expect, it } from 'vitest';

import { parseMissing, parseQemuVersion, parseSuite } from '../../../lab/machines/packages.ts';

it.each([
  { when: 'everything is there', dpkg: 'a installed\nb installed\n', then: [] },
  { when: 'one was removed but left its configuration', dpkg: 'a installed\nb config-files\n', then: ['b'] },
  { when: 'one is unknown to dpkg', dpkg: 'a installed\n', then: ['b'] },
  { when: 'dpkg said nothing', dpkg: '', then: ['a', 'b'] },
])('$when -> missing: $then', ({ dpkg, then }) => expect(parseMissing(['a', 'b'], dpkg)).toEqual(then));

it.each([
  { text: 'QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2+deb13u1~bpo12+1)\nCopyright', then: 10 },
  { text: 'QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)', then: 7 },
  { text: 'something else', then: 0 },
])('$text -> version $then', ({ text, then }) => expect(parseQemuVersion(text)).toBe(then));

it.each([
  { text: 'ID=debian\nVERSION_CODENAME=bookworm\n', then: 'bookworm' },
  { text: 'VERSION_CODENAME="trixie"\n', then: 'trixie' },
  { text: 'ID=arch\n', then: '' },
])('reads the release $then from os-release', ({ text, then }) => expect(parseSuite(text)).toBe(then));
