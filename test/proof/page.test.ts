import { expect, it } from 'vitest';
import type { Judged } from '../../proof/judge.ts';
import { proofPage } from '../../proof/page.ts';

const judged: Judged = {
  id: 'x',
  tool: 'x',
  version: '1',
  asks: 'a|b',
  command: 'x --now',
  outcome: 'clean',
  summary: 'fine\nindeed',
  findings: [],
  seconds: 1.2,
};
const page = (...all: Judged[]) =>
  proofPage({ day: '2026-11-23', kit: '1.0.0', servers: [{ name: 'gateway', what: 'tls', judged: all }] });

it('has a line for each judge, and nothing that breaks its table', () => {
  expect(page(judged)).toContain('| x | 1 | a\\|b | nothing found | fine indeed | 1 |');
  expect(page(judged)).not.toContain('What x found');
});

it('shouts what was found, and what was not judged', () => {
  const text = page({ ...judged, outcome: 'findings', findings: ['weak'] }, { ...judged, outcome: 'did-not-judge' });
  expect(text).toContain('| FOUND |');
  expect(text).toContain('What x found:\n\n- weak');
  expect(text).toContain('| DID NOT JUDGE |');
});
