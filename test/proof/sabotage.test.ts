import { expect, it } from 'vitest';
import { sabotageSection } from '../../proof/sabotage.ts';

const test = (title: string, status: string, group = 'every control notices its sabotage, and nobody else does') => ({
  ...{ title, status, duration: 1 },
  ancestorTitles: ['the server', group],
});
const section = (...assertionResults: ReturnType<typeof test>[]) =>
  sabotageSection({
    ...{ day: '2026-11-23', kit: '1.0.0', seconds: 12.4, controls: ['a.one', 'a.two', 'b.three'] },
    report: {
      ...{ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 },
      testResults: [{ assertionResults }],
    } as never,
  });

it('counts controls alone, and names those that were not broken', () => {
  const text = section(test('a.one', 'passed'), test('a.two', 'passed'), test('is whole again', 'failed'));
  expect(text).toContain('**2 of 2 noticed: 100 %.**');
  expect(text).toContain('to break it in: `b.three`.');
  expect(text).not.toContain('Missed');
});

it('names what was missed, and never rounds up to all', () => {
  expect(section(test('a.one', 'passed'), test('a.two', 'failed'))).toContain(
    '**1 of 2 noticed: 50.0 %.**\n\nMissed: `a.two`.',
  );
});

it('does not count a test of the same name elsewhere, nor one that was skipped', () => {
  const text = section(test('a.one', 'passed', 'table'), test('a.two', 'skipped'));
  expect(text).toContain('**0 of 0 noticed: 0.0 %.**');
});
