import { expect, it } from 'vitest';
import control from '../../../controls/system/audit-time.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const RULES = ['-a always,exit -F arch=b64 -S settimeofday,adjtimex -F key=time', '-w /etc/localtime -p wa -k time'];
const audit = (rules: readonly string[], enabled = 1, container = 'none') => ({
  container: read(container),
  auditState: read({ enabled, pid: 400, lost: 0, rules }),
});

it.each<Row>([
  { when: 'its rules are in the kernel', facts: audit(RULES), then: 'pass' },
  { when: 'they stand between others', facts: audit(['-w /etc/x -p wa -k x', ...RULES], 2), then: 'pass' },
  {
    when: 'the kernel numbers its calls otherwise',
    facts: audit(RULES.map((rule) => rule.replace('settimeofday,adjtimex', 'adjtimex,settimeofday'))),
    then: 'pass',
  },
  { when: 'one is missing', facts: audit(RULES.slice(1)), then: 'fail' },
  { when: 'there are none', facts: audit([]), then: 'fail' },
  { when: 'the audit is off', facts: audit(RULES, 0), then: 'fail' },
  { when: 'it is a container', facts: audit([], 0, 'systemd-nspawn'), then: 'cannot-tell' },
  { when: 'the kernel could not be asked', facts: { ...audit(RULES), auditState: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
