import { expect, it } from 'vitest';

import { ownKernelSection, sectionName } from '../../proof/own-kernel.ts';

it('tells each test with its result and its time, and what the run was', () => {
  const section = ownKernelSection({
    ...{ day: '2026-11-23', kit: '0.1.0', accelerator: 'tcg' },
    report: {
      ...{ numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0, success: false },
      testResults: [
        {
          status: 'failed',
          assertionResults: [
            { status: 'passed', ancestorTitles: ['a', 'b'], title: 'works | well', duration: 61_400 },
            { status: 'failed', ancestorTitles: [], title: 'breaks', duration: 10 },
            { status: 'skipped', ancestorTitles: ['a'], title: 'rests', duration: null },
          ],
        },
      ],
    },
  });
  expect(section).toContain('2026-11-23, kit 0.1.0, QEMU with TCG:\n1 passed, 1 failed.');
  expect(section).toContain(
    '| a: b: works \\| well | passed | 61 |\n| breaks | failed | 0 |\n| a: rests | skipped |  |',
  );
});

it('counts a file that broke before its tests as a failure', () => {
  const section = ownKernelSection({
    ...{ day: '2026-11-23', kit: '0.1.0', accelerator: 'tcg' },
    report: {
      ...{ numPassedTests: 0, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, success: false },
      testResults: [{ status: 'failed', assertionResults: [{ status: 'skipped', title: 'never ran' }] }],
    },
  });
  expect(section).toContain('0 passed, 1 failed.');
});

it('says which tests were chosen, in a section of their own', () => {
  const report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: true };
  const section = ownKernelSection({
    ...{ filter: 'machines', day: '2026-11-23', kit: '0.1.0', accelerator: 'kvm' },
    report: { ...report, testResults: [] },
  });
  expect(section).toContain('`./sclerite test --driver qemu machines`');
  expect([sectionName(), sectionName('machines')]).toEqual(['own kernel', 'own kernel, machines']);
});
