import { expect, it } from 'vitest';
import control from '../../../controls/system/release-not-told.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const texts = (change: Readonly<Record<string, string>>) => ({
  banners: read({ '/etc/issue': 'Private.\n', '/etc/issue.net': 'Private.\n', '/etc/motd': '', ...change }),
});

it.each<Row>([
  { when: 'they say that it is private', facts: texts({}), then: 'pass' },
  { when: 'there are none', facts: texts({ '/etc/issue': '', '/etc/issue.net': '' }), then: 'pass' },
  { when: 'one names the system', facts: texts({ '/etc/issue.net': 'Debian GNU/Linux 13\n' }), then: 'fail' },
  { when: 'agetty is to fill in the release', facts: texts({ '/etc/issue': 'Welcome to \\S \\l\n' }), then: 'fail' },
  { when: 'the message of the day has a kernel version', facts: texts({ '/etc/motd': 'on 6.12.1\n' }), then: 'fail' },
  { when: 'one could not be read', facts: { banners: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
