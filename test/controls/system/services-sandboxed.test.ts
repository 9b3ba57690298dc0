import { expect, it } from 'vitest';
import control from '../../../controls/system/services-sandboxed.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const running = (...services: readonly (readonly [string, number])[]) => ({
  unitExposures: read([
    { unit: 'ssh.service', exposure: 6.9 },
    ...services.map(([unit, exposure]) => ({ unit, exposure })),
  ]),
});

it.each<Row>([
  { when: 'every service is fenced in', facts: running(['fail2ban.service', 2.2]), then: 'pass' },
  { when: 'one is exposed', facts: running(['fail2ban.service', 7.5]), then: 'fail' },
  { when: 'one is unsafe', facts: running(['something.service', 9.6]), then: 'fail' },
  { when: 'somebody is logged in at a console', facts: running(['getty@tty1.service', 9.6]), then: 'pass' },
  { when: 'a user has a manager of her own', facts: running(['user@1000.service', 9.4]), then: 'pass' },
  { when: 'a service only sounds like a console', facts: running(['getty-helper.service', 9.6]), then: 'fail' },
  { when: 'systemd did not answer', facts: { unitExposures: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
