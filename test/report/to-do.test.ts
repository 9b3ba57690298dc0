import { describe, expect, it } from 'vitest';
import { verdict } from '../../report/_totals.ts';
import type { Result } from '../../report/report.ts';
import { doubts, tasks } from '../../report/to-do.ts';
import { example, green, withResults } from './_example.ts';

it('puts what is worst first, each control once with all its servers', () => {
  expect(tasks(example).map(({ id, places }) => [id, ...places.map(({ server }) => server)])).toEqual([
    ['ssh.password-auth-off', 'gateway', 'edge'],
    ['ssh.crypto-modern', 'gateway'],
  ]);
  const mild = example.controls.map((card) => ({
    ...card,
    severity: card.id === 'ssh.password-auth-off' ? ('low' as const) : card.severity,
  }));
  expect(tasks({ ...example, controls: mild }).map(({ id }) => id)).toEqual([
    'ssh.crypto-modern',
    'ssh.password-auth-off',
  ]);
});

it('has nothing to do when nothing fails', () => {
  expect(tasks(green)).toEqual([]);
  expect(doubts(green)).toEqual([]);
});

it.each([
  { when: 'the same reason for two facts', because: ['listeners: no answer', 'units: no answer'], then: ['no answer'] },
  { when: 'two reasons', because: ['listeners: no answer', 'listeners: no ss'], then: ['no answer', 'no ss'] },
  { when: 'a program that is no fact', because: ['nft: no such file'], then: ['nft: no such file'] },
])('names a reason once: $when', ({ because, then }) => {
  expect(
    doubts(withResults(because.map((text) => ({ status: 'cannot-tell', because: text })))).map(
      (doubt) => doubt.because,
    ),
  ).toEqual(then);
});

describe('the verdict in a sentence', () => {
  it.each<{ statuses: Result['status'][]; then: string }>([
    { statuses: ['pass', 'pass'], then: 'All 2 controls pass.' },
    { statuses: ['pass'], then: 'The one control passes.' },
    { statuses: ['fail', 'pass', 'cannot-tell'], then: '1 failure, 1 could not be told.' },
    { statuses: ['pass', 'suppressed'], then: '1 suppressed, 1 pass.' },
    { statuses: ['suppressed'], then: '1 suppressed.' },
    { statuses: ['cannot-tell'], then: '1 could not be told.' },
    { statuses: [], then: 'Nothing was judged.' },
  ])('$statuses -> $then', ({ statuses, then }) => {
    expect(verdict(withResults(statuses.map((status) => ({ status }))))).toBe(then);
  });

  it('says on how many servers, when there are several', () => {
    expect(verdict(example)).toBe('3 failures, 3 could not be told, 1 suppressed on 3 servers.');
    expect(verdict({ ...green, servers: [...green.servers, ...green.servers] })).toBe(
      'All controls pass on 2 servers.',
    );
  });
});
