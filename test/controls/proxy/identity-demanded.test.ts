import { expect, it } from 'vitest';
import control from '../../../controls/proxy/identity-demanded.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { cookieFile, passwordFile } from '../../../proxy/paths.ts';
import { answer, declaredMtls, declaredTls, noAnswer, seen } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const file = (change: Partial<FileEntry> = {}) => ({
  proxyKeys: read({
    [passwordFile]: {
      ...{ path: passwordFile, type: 'file' as const, mode: '0640', owner: 'root', group: 'www-data', size: 80 },
      ...change,
    },
  }),
});
const entry = { type: 'file' as const, mode: '0640', owner: 'root', group: 'www-data', size: 80 };
const withCookie = (mode: string) => ({
  proxyKeys: read({
    [passwordFile]: { path: passwordFile, ...entry },
    [cookieFile]: { path: cookieFile, ...entry, mode, group: mode === '0600' ? 'root' : 'www-data' },
  }),
});
const absent = file({ type: 'absent', mode: '', owner: '', group: '' });

it.each<Row>([
  { when: 'it is asked for everywhere', facts: { ...seen(), ...file() }, then: 'pass' },
  { when: 'the page is shown to everybody', facts: { ...seen({ anonymous: answer(200) }), ...file() }, then: 'fail' },
  {
    when: 'the WebSocket is open to everybody',
    facts: { ...seen({ anonymousSocket: answer(101) }), ...file() },
    then: 'fail',
  },
  { when: 'the gateway itself refuses', facts: { ...seen({ anonymous: answer(404) }), ...file() }, then: 'fail' },
  {
    when: 'one door is open, the other one silent',
    facts: { ...seen({ anonymous: noAnswer, anonymousSocket: answer(101) }), ...file() },
    then: 'fail',
  },
  { when: 'everybody may read the password’s hash', facts: { ...seen(), ...file({ mode: '0644' }) }, then: 'fail' },
  { when: 'nginx’s workers may write it', facts: { ...seen(), ...file({ owner: 'www-data' }) }, then: 'fail' },
  { when: 'the cookie is private as well', facts: { ...seen(), ...withCookie('0600') }, then: 'pass' },
  { when: 'nginx’s workers may read the cookie', facts: { ...seen(), ...withCookie('0640') }, then: 'fail' },
  { when: 'a link stands in its place', facts: { ...seen(), ...file({ type: 'link' }) }, then: 'fail' },
  {
    when: 'there is no password yet, so nobody gets in',
    facts: { ...seen({ anonymous: answer(403), anonymousSocket: answer(403) }), ...absent },
    then: 'cannot-tell',
  },
  {
    when: 'it was asked too often',
    facts: { ...seen({ anonymousSocket: answer(429) }), ...file() },
    then: 'cannot-tell',
  },
  { when: 'nothing was answered', facts: { ...seen({ anonymous: noAnswer }), ...file() }, then: 'cannot-tell' },
  { when: 'the file was not looked at', facts: { ...seen(), proxyKeys: read({}) }, then: 'cannot-tell' },
  { when: 'nobody looked from outside', facts: { ...file(), outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});

it('is no question where devices show certificates', () => {
  expect(control.appliesTo?.(declaredTls)).toBe(true);
  expect(control.appliesTo?.(declaredMtls)).toBe(false);
});
