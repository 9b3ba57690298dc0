import { expect, it } from 'vitest';
import { formatConformance, parseOutcomes, testsThatNeedOldProviders } from '../../../scripts/conformance/outcomes.ts';

const output = `=== RUN   TestAccA
--- PASS: TestAccA (1.20s)
=== RUN   TestAccB
    --- PASS: TestAccB/inner (0.10s)
--- FAIL: TestAccB (0.50s)
--- SKIP: TestAccC (0.00s)
panic: test timed out after 30m0s
`;

it('reads verdicts, and calls a test without one failed', () => {
  const outcomes = parseOutcomes(output, ['TestAccA', 'TestAccB', 'TestAccC', 'TestAccD', 'TestAccE'], ['TestAccE']);
  expect(Object.fromEntries(outcomes)).toEqual({
    TestAccA: 'pass',
    TestAccB: 'fail',
    TestAccC: 'skip',
    TestAccD: 'fail',
    TestAccE: 'not run',
  });
});

it('finds the tests that install an older provider', () => {
  const source = `package x\n\nfunc TestAccOld(t *testing.T) {\n\tExternalProviders: map\n}\n\nfunc TestAccNew(t *testing.T) {\n}\n`;
  expect(testsThatNeedOldProviders(source)).toEqual(['TestAccOld']);
});

it.each([
  { passed: 9, failed: 1, isGood: true },
  { passed: 8, failed: 1, isGood: false },
  { passed: 0, failed: 0, isGood: false },
])('$passed passed and $failed failed at 90 %: $isGood', ({ passed, failed, isGood }) => {
  const names = [...Array(passed).fill('pass'), ...Array(failed).fill('fail')];
  const outcomes = new Map(names.map((outcome, at) => [`TestAcc${at}`, outcome]));
  const rules = { provider: 'v1', needsMachines: new Map(), requiredRate: 0.9, logs: 'logs' };
  const report = formatConformance([{ title: 'x', seconds: 1, outcomes }], rules);
  expect(report.isGood).toBe(isGood);
  expect(report.text).toContain(`${passed}/${passed + failed}`);
});
