import { expect, it } from 'vitest';
import control from '../../../controls/secrets/audit-clean.ts';
import type { SecretsAudit } from '../../../facts/openclaw-secrets-audit.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const audit = (status: SecretsAudit['status'], ...codes: string[]) => ({
  openclawSecretsAudit: read({
    status,
    findings: codes.map((code) => ({ code, file: '/etc/openclaw/openclaw.json', jsonPath: 'models' })),
  }),
});

it.each<Row>([
  { when: 'it is clean', facts: audit('clean'), then: 'pass' },
  { when: 'plain text is found', facts: audit('findings', 'PLAINTEXT_FOUND'), then: 'fail' },
  { when: 'both are found', facts: audit('unresolved', 'REF_UNRESOLVED', 'PLAINTEXT_FOUND'), then: 'fail' },
  { when: 'a reference leads nowhere', facts: audit('unresolved', 'REF_UNRESOLVED'), then: 'cannot-tell' },
  { when: 'it finds something and does not say what', facts: audit('findings'), then: 'cannot-tell' },
  { when: 'it could not be run', facts: { openclawSecretsAudit: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
