import { expect, it } from 'vitest';
import type { Finding } from '../../drift/finding.ts';
import type { DriftReport, ServerDrift } from '../../drift/report.ts';
import { driftHuman } from '../../report/drift-human.ts';

const report = (servers: readonly ServerDrift[], exitCode: DriftReport['exitCode']): DriftReport => ({
  ...{ schemaVersion: 1, tool: { name: 'sclerite', version: '1' }, startedAt: '2026-11-23T12:00:00.000Z' },
  ...{ servers, exitCode },
});

it('says what, how it should be, how it is, since when, and what heals it', () => {
  const since = { after: '2026-11-20T03:00:00.000Z', seen: '2026-11-21T03:00:00.000Z' };
  const finding: Finding = {
    ...{ where: 'host', what: 'file /etc/x', wanted: 'file 0600', observed: 'file 0644 \u001b[31m', since },
    ...{ severity: 'high', heal: './sclerite converge one' },
  };
  const drifted = { name: 'one', drift: [finding], unseen: [] };
  expect(driftHuman(report([drifted, { name: 'two', drift: [], unseen: [] }], 2))).toBe(`one

  on the server
    ✖ file /etc/x  high
        wanted: file 0600
        is:     file 0644 \\x1b[31m
        since:  between 2026-11-20T03:00:00.000Z and 2026-11-21T03:00:00.000Z
        heal:   ./sclerite converge one

two
  ✔ as declared

1 difference (exit 2)
`);
});

it('names one cause once, however much it hides', () => {
  const unseen = ['a', 'b', 'c', 'd', 'e'].map((what) => ({
    ...{ where: 'host' as const, what, because: `fact${what}: no answer` },
  }));
  const text = driftHuman(report([{ name: 'one', drift: [], unseen }], 3));
  expect(text).toContain('? a, b, c and 2 more\n        could not be compared: no answer\n');
  expect(text).toContain('no drift, 5 could not be compared (exit 3)');
});

it('shows what came, went and changed since a day', () => {
  const changes = [
    { fact: 'listeners', path: '[a]', after: '1' },
    { fact: 'listeners', path: '[b]', before: '2' },
    { fact: 'units', path: 'x.active', before: '"active"', after: '"failed"' },
  ];
  const text = driftHuman(report([{ name: 'one', drift: [], unseen: [], changes: { since: 'T', changes } }], 0));
  expect(text).toContain('+ listeners [a]: 1\n    - listeners [b]: 2\n    ~ units x.active: "active" → "failed"');
});
