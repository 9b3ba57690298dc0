import { expect, it } from 'vitest';
import control from '../../../controls/updates/downloads-unprivileged.ts';
import type { Account } from '../../../facts/accounts.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { hardened } from '../_hardened.ts';
import { apt } from './_apt.ts';

const account = (name: string, uid: number) => ({ ...(hardened('accounts').users[0] as Account), name, uid });
const facts = (...user: readonly string[]) => ({
  aptConfig: apt({ 'APT::Sandbox::User': user }),
  accounts: read({ ...hardened('accounts'), users: [account('root', 0), account('_apt', 42), account('toor', 0)] }),
});

it.each<Row>([
  { when: 'it is Debian’s account', facts: facts('_apt'), then: 'pass' },
  { when: 'the last of two values is Debian’s', facts: facts('root', '_apt'), then: 'pass' },
  { when: 'it is root', facts: facts('_apt', 'root'), then: 'fail' },
  { when: 'it has another name and is root', facts: facts('toor'), then: 'fail' },
  { when: 'it is nobody', facts: facts('_nobody'), then: 'fail' },
  { when: 'it is not set', facts: facts(), then: 'fail' },
  { when: "apt's settings cannot be read", facts: { ...facts('_apt'), aptConfig: unreadable() }, then: 'cannot-tell' },
  { when: 'accounts cannot be read', facts: { ...facts('_apt'), accounts: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
