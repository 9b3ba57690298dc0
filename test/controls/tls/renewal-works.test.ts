import { expect, it } from 'vitest';
import control from '../../../controls/tls/renewal-works.ts';
import type { CertificateRun } from '../../../facts/certificate-status.ts';
import type { FactResults } from '../../../facts/index.ts';
import { judge } from '../../../policy/judge.ts';
import { JUDGED_AT } from '../_certificates.ts';
import { declaredTls } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const run = (hoursAgo: number, change: Partial<CertificateRun> = {}): FactResults => ({
  certificateStatus: read({
    at: JUDGED_AT - hoursAgo * 3600,
    ageSeconds: hoursAgo * 3600,
    ok: true,
    what: 'unchanged',
    ...change,
  }),
});

it.each<Row>([
  { when: 'it went well an hour ago', facts: run(1), then: 'pass' },
  { when: 'one run was missed', facts: run(35), then: 'pass' },
  { when: 'two runs were missed', facts: run(37), then: 'fail' },
  {
    when: 'it did not go well',
    facts: run(1, { ok: false, what: 'The CA does not answer.', why: 'refused' }),
    then: 'fail',
  },
  { when: 'it never ran to its end', facts: { certificateStatus: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
