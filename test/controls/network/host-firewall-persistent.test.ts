import { expect, it } from 'vitest';
import control from '../../../controls/network/host-firewall-persistent.ts';
import type { UnitState } from '../../../facts/units.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared, hardened } from '../_hardened.ts';

const both = (change: Partial<UnitState> = {}, onDisk = hardened('nftOnDisk')) => ({
  ...but('units', (units) => ({
    ...units,
    'nftables.service': { ...(units['nftables.service'] as UnitState), ...change },
  })),
  nftOnDisk: read(onDisk),
});

it.each<Row>([
  { when: 'the server is as it was hardened', facts: both(), then: 'pass' },
  { when: 'the unit is disabled', facts: both({ file: 'disabled' }), then: 'fail' },
  { when: 'the unit failed', facts: both({ active: 'failed' }), then: 'fail' },
  { when: 'the unit is masked', facts: both({ file: 'masked', load: 'masked' }), then: 'fail' },
  { when: 'the file on the disk is gone', facts: both({}, ''), then: 'fail' },
  {
    when: 'the file on the disk accepts by default',
    facts: both({}, hardened('nftOnDisk').replaceAll('policy drop', 'policy accept')),
    then: 'fail',
  },
  {
    when: 'the file drops what is forwarded and nothing else',
    facts: both({}, 'chain forward { type filter hook forward priority 0; policy drop; }'),
    then: 'fail',
  },
  { when: 'systemctl does not know the unit', facts: { ...both(), units: read({}) }, then: 'cannot-tell' },
  { when: 'the file could not be read', facts: { ...both(), nftOnDisk: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
