import { expect, it } from 'vitest';
import control from '../../../controls/updates/archives-signed.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { apt } from './_apt.ts';

const declared = {} as Declared;
const none = read([]);
const trusted = read([{ file: '/etc/apt/sources.list.d/x.list', line: 1, option: 'trusted=yes' }]);

it.each<Row>([
  { when: 'nothing switches signatures off', facts: { aptConfig: apt(), aptUnsignedSources: none }, then: 'pass' },
  {
    when: 'a switch is there and off',
    facts: { aptConfig: apt({ 'APT::Get::AllowUnauthenticated': ['false'] }), aptUnsignedSources: none },
    then: 'pass',
  },
  {
    when: 'the last of several values is off',
    facts: { aptConfig: apt({ 'APT::Get::AllowUnauthenticated': ['true', '0'] }), aptUnsignedSources: none },
    then: 'pass',
  },
  {
    when: 'unauthenticated packages are allowed',
    facts: { aptConfig: apt({ 'APT::Get::AllowUnauthenticated': ['true'] }), aptUnsignedSources: none },
    then: 'fail',
  },
  {
    when: 'unsigned archives are allowed, in other letters',
    facts: { aptConfig: apt({ 'acquire::allowinsecurerepositories': ['Yes'] }), aptUnsignedSources: none },
    then: 'fail',
  },
  { when: 'one source is trusted blindly', facts: { aptConfig: apt(), aptUnsignedSources: trusted }, then: 'fail' },
  {
    when: "apt's settings cannot be read",
    facts: { aptConfig: unreadable(), aptUnsignedSources: none },
    then: 'cannot-tell',
  },
  {
    when: 'the sources cannot be read',
    facts: { aptConfig: apt(), aptUnsignedSources: unreadable() },
    then: 'cannot-tell',
  },
  { when: 'nobody looked at the sources', facts: { aptConfig: apt() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it('says where the source stands', () => {
  expect(judge(control, { aptConfig: apt(), aptUnsignedSources: trusted }, declared).evidence).toEqual([
    '/etc/apt/sources.list.d/x.list:1: trusted=yes',
  ]);
});
