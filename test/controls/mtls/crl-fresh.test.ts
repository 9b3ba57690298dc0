import { expect, it } from 'vitest';
import control from '../../../controls/mtls/crl-fresh.ts';
import { deviceRevocations } from '../../../facts/device-revocations.ts';
import type { FactResults } from '../../../facts/index.ts';
import { judge } from '../../../policy/judge.ts';
import { devicesCrl } from '../../../proxy/paths.ts';
import { JUDGED_AT, revocationList } from '../_certificates.ts';
import { declaredAs, declaredMtls, declaredTls } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const DAY = 86_400;
/** When the list of the tests ends. */
const ENDS_AT = Date.UTC(2027, 10, 1) / 1000;

/** The server's list, read as the collector reads it. */
const onServer = (content = revocationList, at = JUDGED_AT): FactResults => ({
  deviceRevocations: read(
    deviceRevocations.parse({
      kind: 'files',
      at,
      ms: 1,
      entries: [
        { path: devicesCrl, type: 'file', mode: '0644', owner: 'root', group: 'root', size: content.length, content },
      ],
    }),
  ),
});

it.each<Row>([
  { when: 'it is the latest', facts: onServer(), then: 'pass' },
  { when: 'it has two months left', facts: onServer(revocationList, ENDS_AT - 60 * DAY), then: 'pass' },
  { when: 'it has a second less', facts: onServer(revocationList, ENDS_AT - 60 * DAY + 1), then: 'fail' },
  { when: 'it has ended', facts: onServer(revocationList, ENDS_AT + 1), then: 'fail' },
  { when: 'it is not the one on this machine', facts: onServer(`${revocationList}\n`), then: 'fail' },
  { when: 'the list could not be read', facts: { deviceRevocations: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody looked', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredMtls).status).toBe(then);
});

it('cannot tell whether it is the latest where the CA is not on this machine, and fails an ended one all the same', () => {
  const without = declaredAs({ kind: 'mtls' });
  expect(judge(control, onServer(), without).status).toBe('cannot-tell');
  expect(judge(control, onServer(revocationList, ENDS_AT), without).status).toBe('fail');
});

it('speaks only of a server that asks for a certificate', () => {
  expect(control.appliesTo?.(declaredMtls)).toBe(true);
  expect(control.appliesTo?.(declaredTls)).toBe(false);
});
