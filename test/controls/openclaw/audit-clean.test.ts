import { expect, it } from 'vitest';
import { controls } from '../../../controls/index.ts';
import control, { coveredBy } from '../../../controls/openclaw/audit-clean.ts';
import type { AuditFinding } from '../../../facts/openclaw-audit.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const finding = (checkId: string, severity: AuditFinding['severity'] = 'warn') => ({ checkId, severity, title: 'x' });

it.each<Row>([
  { when: 'it finds nothing', facts: { openclawAudit: read([]) }, then: 'pass' },
  {
    when: 'it finds what another control judges',
    facts: { openclawAudit: read([finding('fs.config.perms_group_readable')]) },
    then: 'pass',
  },
  { when: 'it warns of a weak model', facts: { openclawAudit: read([finding('models.weak_tier')]) }, then: 'fail' },
  {
    when: 'it finds one of each',
    facts: { openclawAudit: read([finding('gateway.http.no_auth'), finding('hooks.path_root', 'critical')]) },
    then: 'fail',
  },
  {
    when: 'it finds what only a later version knows',
    facts: { openclawAudit: read([finding('constructor')]) },
    then: 'fail',
  },
  { when: 'it could not be run', facts: { openclawAudit: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it('leaves findings to controls that exist', () => {
  const ids = controls.map(({ id }) => id);
  expect(Object.values(coveredBy).filter((id) => !ids.includes(id))).toEqual([]);
});

it('names who judges a finding that it leaves out', () => {
  const facts = { openclawAudit: read([finding('gateway.http.no_auth')]) };
  expect(judge(control, facts, declared).evidence.join('\n')).toContain('openclaw.token-required');
});
