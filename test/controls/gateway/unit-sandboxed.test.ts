import { expect, it } from 'vitest';
import control from '../../../controls/gateway/unit-sandboxed.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const facts = (exposure: number, ...dropIns: string[]) => ({
  gatewayExposure: read(exposure),
  gatewayUnit: read({ fragment: '/etc/systemd/system/openclaw-gateway.service', dropIns }),
});

it.each<Row>([
  { when: 'it scores 1.3', facts: facts(1.3), then: 'pass' },
  { when: 'it scores better', facts: facts(0.9), then: 'pass' },
  { when: 'it scores 1.4', facts: facts(1.4), then: 'fail' },
  { when: 'a drop-in lasts until the next boot', facts: facts(1.3, '/run/systemd/system/x.d/x.conf'), then: 'fail' },
  {
    when: 'a lasting drop-in is left to another control',
    facts: facts(1.3, '/etc/systemd/system/x.d/x.conf'),
    then: 'pass',
  },
  { when: 'it was not scored', facts: { ...facts(1.3), gatewayExposure: unreadable() }, then: 'cannot-tell' },
  { when: 'systemctl failed', facts: { ...facts(1.3), gatewayUnit: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
