import { expect, it } from 'vitest';
import control from '../../../controls/mtls/certificate-demanded.ts';
import type { OutsideWeb } from '../../../facts/outside-web.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredMtls, declaredTls, mtlsWeb, noAnswer } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const seen = (change: Partial<OutsideWeb> = {}) => ({ outsideWeb: read({ ...mtlsWeb, ...change }) });

it.each<Row>([
  { when: 'both are refused', facts: seen(), then: 'pass' },
  { when: 'the page is shown', facts: seen({ anonymous: answer(200) }), then: 'fail' },
  { when: 'a WebSocket is opened', facts: seen({ anonymousSocket: answer(101) }), then: 'fail' },
  { when: 'a password is asked for instead', facts: seen({ anonymous: answer(401) }), then: 'fail' },
  { when: 'the gateway was asked, and had nothing', facts: seen({ anonymous: answer(404) }), then: 'fail' },
  { when: 'the gateway was asked, and is down', facts: seen({ anonymousSocket: answer(502) }), then: 'fail' },
  {
    when: 'the page is shown and the WebSocket had no answer',
    facts: seen({ anonymous: answer(200), anonymousSocket: noAnswer }),
    then: 'fail',
  },
  { when: 'there were too many requests to tell', facts: seen({ anonymous: answer(429) }), then: 'cannot-tell' },
  { when: 'one had no answer', facts: seen({ anonymousSocket: noAnswer }), then: 'cannot-tell' },
  { when: 'the web could not be looked at', facts: { outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredMtls).status).toBe(then);
});

it('speaks only of a server that asks for a certificate', () => {
  expect(control.appliesTo?.(declaredMtls)).toBe(true);
  expect(control.appliesTo?.(declaredTls)).toBe(false);
});
