import { expect, it } from 'vitest';

import { parseNameservers } from '../../../lab/network/resolver.ts';

it('reads nameservers and nothing else', () => {
  const text =
    '# nameserver 192.0.2.9\nsearch example.org\nnameserver 192.0.2.1\n  nameserver 2001:db8::53\noptions edns0\n';
  expect(parseNameservers(text)).toEqual(['192.0.2.1', '2001:db8::53']);
});

it('gives none where none is set', () => expect(parseNameservers('search example.org\n')).toEqual([]));
