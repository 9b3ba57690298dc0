import { expect, it } from 'vitest';
import control from '../../../controls/updates/nothing-held-back.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { apt } from './_apt.ts';

const blacklisted = apt({ 'Unattended-Upgrade::Package-Blacklist': ['openssh-'] });

it.each<Row>([
  { when: 'nothing is held and nothing listed', facts: { heldPackages: read([]), aptConfig: apt() }, then: 'pass' },
  { when: 'a package is on hold', facts: { heldPackages: read(['curl']), aptConfig: apt() }, then: 'fail' },
  { when: 'a pattern keeps packages away', facts: { heldPackages: read([]), aptConfig: blacklisted }, then: 'fail' },
  { when: 'holds cannot be read', facts: { heldPackages: unreadable(), aptConfig: apt() }, then: 'cannot-tell' },
  {
    when: "apt's settings cannot be read",
    facts: { heldPackages: read([]), aptConfig: unreadable() },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
