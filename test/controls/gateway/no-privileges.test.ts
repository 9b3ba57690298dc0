import { expect, it } from 'vitest';
import control from '../../../controls/gateway/no-privileges.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { gatewayWith } from './_process.ts';

it.each<Row>([
  { when: 'every process is as wanted', facts: gatewayWith({}), then: 'pass' },
  {
    when: 'one may bind low ports',
    facts: gatewayWith({ capabilities: { CapPrm: '0', CapEff: '0', CapBnd: '0000000000000400', CapAmb: '0' } }),
    then: 'fail',
  },
  {
    when: 'one has a capability now',
    facts: gatewayWith({ capabilities: { CapPrm: '0', CapEff: '1', CapBnd: '0', CapAmb: '0' } }),
    then: 'fail',
  },
  { when: 'one may gain privileges', facts: gatewayWith({ noNewPrivileges: false }), then: 'fail' },
  {
    when: 'the kernel does not report a set',
    facts: gatewayWith({ capabilities: { CapPrm: '0', CapEff: '0', CapBnd: '0' } }),
    then: 'fail',
  },
  { when: 'no process is there', facts: { gatewayProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
