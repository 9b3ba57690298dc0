import { expect, it } from 'vitest';
import control from '../../../controls/mtls/revoked-refused.ts';
import type { WebAnswer } from '../../../facts/outside-web.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredMtls, declaredTls, mtlsWeb, noAnswer } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const { revoked: _, ...untried } = mtlsWeb;
const tried = (revoked: WebAnswer) => ({ outsideWeb: read({ ...untried, revoked }) });

it.each<Row>([
  { when: 'nginx refuses it', facts: tried(answer(400)), then: 'pass' },
  { when: 'it is forbidden', facts: tried(answer(403)), then: 'pass' },
  { when: 'it is told to slow down', facts: tried(answer(429)), then: 'pass' },
  { when: 'it is shown the page', facts: tried(answer(200)), then: 'fail' },
  { when: 'it reaches the gateway, which has nothing there', facts: tried(answer(404)), then: 'fail' },
  { when: 'it reaches the gateway, which is down', facts: tried(answer(502)), then: 'fail' },
  { when: 'there was no answer', facts: tried(noAnswer), then: 'cannot-tell' },
  { when: 'no revoked certificate is kept here', facts: { outsideWeb: read(untried) }, then: 'cannot-tell' },
  { when: 'the web could not be looked at', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredMtls).status).toBe(then);
});

it('speaks only of a server that asks for a certificate', () => {
  expect(control.appliesTo?.(declaredMtls)).toBe(true);
  expect(control.appliesTo?.(declaredTls)).toBe(false);
});
