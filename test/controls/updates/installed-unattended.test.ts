import { expect, it } from 'vitest';
import control from '../../../controls/updates/installed-unattended.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { apt } from './_apt.ts';

const UPGRADE = 'APT::Periodic::Unattended-Upgrade';

it.each<Row>([
  { when: 'both jobs run every day', facts: { aptConfig: apt() }, then: 'pass' },
  { when: 'upgrades run always', facts: { aptConfig: apt({ [UPGRADE]: ['always'] }) }, then: 'pass' },
  { when: 'upgrades run every 12 hours', facts: { aptConfig: apt({ [UPGRADE]: ['12h'] }) }, then: 'pass' },
  { when: 'a later file switches upgrades off', facts: { aptConfig: apt({ [UPGRADE]: ['1', '0'] }) }, then: 'fail' },
  { when: 'upgrades run once a week', facts: { aptConfig: apt({ [UPGRADE]: ['7'] }) }, then: 'fail' },
  { when: 'upgrades run every 48 hours', facts: { aptConfig: apt({ [UPGRADE]: ['48h'] }) }, then: 'fail' },
  { when: 'upgrades are not set', facts: { aptConfig: apt({ [UPGRADE]: [] }) }, then: 'fail' },
  {
    when: 'lists are not looked for',
    facts: { aptConfig: apt({ 'APT::Periodic::Update-Package-Lists': ['0'] }) },
    then: 'fail',
  },
  { when: 'the master switch is off', facts: { aptConfig: apt({ 'APT::Periodic::Enable': ['0'] }) }, then: 'fail' },
  { when: "apt's settings cannot be read", facts: { aptConfig: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
