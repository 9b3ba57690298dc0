import { expect, it } from 'vitest';
import control from '../../../controls/proxy/workers-powerless.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { master, running, worker } from './_processes.ts';

const workers = (...found: Parameters<typeof running>[0] & {}) => ({
  proxyProcesses: read(running([master, ...found])),
});
const may = (name: string) => ({ ...worker, capabilities: { ...worker.capabilities, [name]: '0000000000000400' } });

it.each<Row>([
  { when: 'all workers are nobody', facts: { proxyProcesses: read(running()) }, then: 'pass' },
  {
    when: 'an old worker serves its last clients',
    facts: workers(worker, { ...worker, role: 'leaving' }),
    then: 'pass',
  },
  { when: 'they are root', facts: workers({ ...worker, users: ['root'] }), then: 'fail' },
  { when: 'one of them is root', facts: workers(worker, { ...worker, users: ['root', 'www-data'] }), then: 'fail' },
  { when: 'they are in a group more', facts: workers({ ...worker, groups: ['adm', 'www-data'] }), then: 'fail' },
  { when: 'they have a capability', facts: workers(may('CapEff')), then: 'fail' },
  { when: 'they could take a capability', facts: workers(may('CapPrm')), then: 'fail' },
  { when: 'what they start would have one', facts: workers(may('CapAmb')), then: 'fail' },
  { when: 'a capability set is not known', facts: workers({ ...worker, capabilities: {} }), then: 'fail' },
  { when: 'a set-uid program would lift them', facts: workers({ ...worker, noNewPrivileges: false }), then: 'fail' },
  {
    when: 'a shell runs among them as root',
    facts: workers(worker, { ...master, role: 'other', title: 'sh' }),
    then: 'fail',
  },
  { when: 'there are two masters', facts: workers(worker, { ...master, pid: 401 }), then: 'fail' },
  {
    when: 'an old worker is root',
    facts: workers(worker, { ...worker, role: 'leaving', users: ['root'] }),
    then: 'fail',
  },
  { when: 'there is no worker', facts: workers(), then: 'cannot-tell' },
  { when: 'all workers are leaving', facts: workers({ ...worker, role: 'leaving' }), then: 'cannot-tell' },
  { when: 'nginx does not run', facts: { proxyProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
