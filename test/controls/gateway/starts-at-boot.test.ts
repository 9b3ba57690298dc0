import { expect, it } from 'vitest';
import control from '../../../controls/gateway/starts-at-boot.ts';
import type { UnitState } from '../../../facts/units.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const unit = (file: string) => ({ units: read({ 'openclaw-gateway.service': { file } as UnitState }) });

it.each<Row>([
  { when: 'it is enabled', facts: unit('enabled'), then: 'pass' },
  { when: 'it is disabled', facts: unit('disabled'), then: 'fail' },
  { when: 'it is enabled until the next boot only', facts: unit('enabled-runtime'), then: 'fail' },
  { when: 'it is masked', facts: unit('masked'), then: 'fail' },
  { when: 'there is no unit file', facts: unit(''), then: 'fail' },
  { when: 'systemd says nothing about it', facts: { units: read({}) }, then: 'cannot-tell' },
  { when: 'systemctl failed', facts: { units: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
