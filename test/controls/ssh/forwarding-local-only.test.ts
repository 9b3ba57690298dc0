import { expect, it } from 'vitest';
import control from '../../../controls/ssh/forwarding-local-only.ts';
import type { SshdSettings } from '../../../facts/sshd-effective.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { but, declared, hardened } from '../_hardened.ts';

const all = {
  sshdEffective: read(hardened('sshdEffective')),
  sshdForAdmin: read(hardened('sshdForAdmin')),
  sshdForAuditor: read(hardened('sshdForAuditor')),
};
const admin = (change: SshdSettings) => but('sshdForAdmin', (settings) => ({ ...settings, ...change }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: all, then: 'pass' },
  {
    when: 'agents are forwarded',
    facts: { ...all, ...but('sshdEffective', (settings) => ({ ...settings, allowagentforwarding: ['yes'] })) },
    then: 'fail',
  },
  {
    when: 'the admin may forward anything',
    facts: { ...all, ...admin({ allowtcpforwarding: ['yes'] }) },
    then: 'fail',
  },
  { when: "the admin's tunnel reaches any port", facts: { ...all, ...admin({ permitopen: ['any'] }) }, then: 'fail' },
  {
    when: "the admin's tunnel reaches one port more",
    facts: { ...all, ...admin({ permitopen: ['127.0.0.1:18789 localhost:18789 127.0.0.1:22'] }) },
    then: 'fail',
  },
  { when: 'the admin has no tunnel at all', facts: { ...all, ...admin({ allowtcpforwarding: ['no'] }) }, then: 'fail' },
  {
    when: 'the auditor may tunnel',
    facts: { ...all, ...but('sshdForAuditor', (settings) => ({ ...settings, allowtcpforwarding: ['local'] })) },
    then: 'fail',
  },
  {
    when: 'a keyword is not reported',
    facts: { ...all, ...but('sshdEffective', ({ x11forwarding: _, ...settings }) => settings) },
    then: 'cannot-tell',
  },
  {
    when: 'permitopen is not reported',
    facts: { ...all, ...but('sshdForAdmin', ({ permitopen: _, ...settings }) => settings) },
    then: 'cannot-tell',
  },
  { when: 'one view could not be had', facts: { ...all, sshdForAuditor: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
