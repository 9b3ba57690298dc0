import { describe, expect, it } from 'vitest';
import { isGreen, summaryLine, tallyOf, type VitestReport } from '../../toolchain/tally.ts';

const report = (change: Partial<VitestReport>): VitestReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  success: true,
  testResults: [],
  ...change,
});

const failing = (...statuses: string[]) => ({
  status: 'failed',
  assertionResults: statuses.map((status) => ({ status })),
});

describe('tallyOf', () => {
  it.each([
    { when: 'all passed', report: report({}), exitCode: 0, then: '3 passed, 0 failed' },
    {
      when: 'some were skipped',
      report: report({ numPendingTests: 2, numTodoTests: 1 }),
      exitCode: 0,
      then: '3 passed, 0 failed, 3 skipped',
    },
    {
      when: 'a test failed',
      report: report({ numFailedTests: 1, success: false, testResults: [failing('passed', 'failed')] }),
      exitCode: 1,
      then: '3 passed, 1 failed',
    },
    {
      when: 'a file did not load',
      report: report({ success: false, testResults: [failing()] }),
      exitCode: 1,
      then: '3 passed, 1 failed',
    },
    {
      when: 'a hook threw after its tests',
      report: report({ success: false, testResults: [failing('passed')] }),
      exitCode: 1,
      then: '3 passed, 1 failed',
    },
    { when: 'an error was thrown outside of every test', report: report({}), exitCode: 1, then: '3 passed, 1 failed' },
    { when: 'vitest left no report', report: undefined, exitCode: 0, then: '0 passed, 1 failed' },
  ])('$when -> $then', ({ report, exitCode, then }) => {
    expect(summaryLine(tallyOf(report, exitCode))).toBe(then);
  });
});

describe('isGreen', () => {
  it.each([
    { passed: 1, failed: 0, skipped: 5, then: true },
    { passed: 9, failed: 1, skipped: 0, then: false },
    { passed: 0, failed: 0, skipped: 5, then: false },
  ])('$passed passed, $failed failed, $skipped skipped -> $then', ({ then, ...tally }) => {
    expect(isGreen(tally)).toBe(then);
  });
});
