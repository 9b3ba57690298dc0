import { expect, it } from 'vitest';
import control from '../../../controls/gateway/no-second-service.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const USER_UNIT = '/root/.config/systemd/user/openclaw-gateway.service';

it.each<Row>([
  { when: 'there is none', facts: { secondServices: read([]) }, then: 'pass' },
  { when: 'the repair command left one', facts: { secondServices: read([USER_UNIT]) }, then: 'fail' },
  { when: 'the folders could not be read', facts: { secondServices: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
