import { describe, expect, it } from 'vitest';
import { defineControl, pass } from '../../controls/control.ts';
import { changesBetween } from '../../drift/changes.ts';
import { claimSight } from '../../drift/claims.ts';
import type { Finding } from '../../drift/finding.ts';
import { keyOf, lookAt, toForget, withSince } from '../../drift/history.ts';
import { hostSight } from '../../drift/host.ts';
import { driftExitCode, together } from '../../drift/report.ts';
import type { FactResults } from '../../facts/index.ts';
import type { Wanted } from '../../policy/wanted.ts';
import type { Result } from '../../report/report.ts';

const finding = (what: string, severity: Finding['severity'] = 'high'): Finding => ({
  where: 'host',
  ...{ what, severity, wanted: 'a', observed: 'b', heal: './sclerite converge one' },
});

describe('the host', () => {
  const wanted: Wanted = {
    ...{ packages: [], groups: [], users: [], directories: [], units: [], files: [] },
    absent: ['/etc/hosts.equiv', '/root/.rhosts'],
  };
  const entry = { path: '/root/.rhosts', type: 'file', mode: '0600', owner: 'root', group: 'root', size: 1 } as const;

  it('is told thing by thing, with the command that heals it', () => {
    const facts: FactResults = { hostFiles: { ok: true, value: { '/root/.rhosts': entry }, age: 0 } };
    expect(hostSight('one', wanted, facts).findings).toMatchObject([
      { where: 'host', what: '/root/.rhosts', wanted: 'absent', heal: './sclerite converge one' },
    ]);
  });

  it('says once what hides many things', () => {
    const { findings, unseen } = hostSight('one', wanted, { hostFiles: { ok: false, because: 'no answer' } });
    expect(findings).toEqual([]);
    expect(unseen).toEqual([{ where: 'host', what: '2 of kind absent', because: 'no answer' }]);
  });
});

describe('claims', () => {
  const control = (id: string, needs: Parameters<typeof defineControl>[0]['needs']) =>
    defineControl({
      ...{ id, needs, layer: 'infrastructure', severity: 'low', title: `${id} holds`, failureTitle: `${id} does not` },
      ...{ why: '', references: [], check: () => pass([]) },
    });
  const controls = [
    control('a.host', ['listeners']),
    control('a.cloud', ['cloudFirewalls', 'nftRuleset']),
    control('a.outside', ['outsidePorts', 'cloudServer']),
  ];
  const result = (id: string, status: Result['status'], more: Partial<Result> = {}): Result => ({
    ...{ id, status, severity: 'low', layer: 'infrastructure', title: 't', evidence: ['seen: x', 'seen: y'] },
    ...{ references: [], ...more },
  });

  it('are placed where they are looked at', () => {
    const all = ['a.host', 'a.cloud', 'a.outside'].map((id) => result(id, 'fail', { next: 'mend it' }));
    expect(claimSight(all, controls).findings.map(({ where }) => where)).toEqual(['host', 'cloud', 'outside']);
    expect(claimSight(all, controls).findings[0]).toMatchObject({
      ...{ what: 'a.host', wanted: 'a.host holds', observed: 'seen: x; seen: y', heal: 'mend it' },
    });
  });

  it('that are accepted or hold are no drift, and those that cannot be told are not left out', () => {
    const results = [
      result('a.host', 'suppressed'),
      result('a.cloud', 'pass'),
      result('a.outside', 'cannot-tell', { because: 'no token' }),
    ];
    expect(claimSight(results, controls)).toEqual({
      findings: [],
      unseen: [{ where: 'outside', what: 'a.outside', because: 'no token' }],
    });
  });
});

describe('since when', () => {
  const look = (at: string, ...whats: string[]) => ({ at, keys: new Set(whats.map((what) => keyOf(finding(what)))) });

  it('is between the last look without it and the first with it', () => {
    const looks = [look('1', 'x'), look('2'), look('3', 'x'), look('4', 'x')];
    expect(withSince([finding('x')], looks, '5')[0]?.since).toEqual({ after: '2', seen: '3' });
  });

  it('is now for what was never seen before, and unknown for what was always there', () => {
    expect(withSince([finding('x')], [look('1')], '5')[0]?.since).toEqual({ after: '1', seen: '5' });
    expect(withSince([finding('x')], [look('1', 'x')], '5')[0]).not.toHaveProperty('since');
    expect(withSince([finding('x')], [], '5')[0]).not.toHaveProperty('since');
  });
});

describe('looks that are kept', () => {
  const day = (number: number, hour = 0) => new Date(Date.UTC(2026, 0, number, hour)).toISOString();

  it('are the newest thirty, and the first of each of ninety days', () => {
    const hourly = Array.from({ length: 24 * 100 }, (_, hour) => day(1, hour));
    const kept = hourly.filter((time) => !toForget(hourly, day(101)).includes(time));
    // Of the hundredth day the first look is among the newest thirty, so that 89 days stand before them.
    expect(kept.slice(-30)).toEqual(hourly.slice(-30));
    expect(kept.slice(0, -30)).toEqual(Array.from({ length: 89 }, (_, index) => day(11 + index)));
  });

  it('are never forgotten while they are few', () => {
    expect(toForget([day(1), day(2)], day(365))).toEqual([]);
  });

  it('answer for a moment with the last one before it', () => {
    const looks = [{ at: day(3) }, { at: day(1) }, { at: day(2) }];
    expect(lookAt(looks, day(2, 12))).toEqual({ at: day(2) });
    expect(lookAt(looks, '2020-01-01')).toEqual({ at: day(1) });
    expect(lookAt([], day(1))).toBeUndefined();
  });
});

describe('what changed', () => {
  const facts = (value: unknown): FactResults => ({ listeners: { ok: true, value: value as never, age: 0 } });

  it('names the entry, not its place in the list', () => {
    const before = facts([
      { name: 'ssh', port: 22 },
      { name: 'web', port: 80 },
    ]);
    const after = facts([
      { name: 'new', port: 1 },
      { name: 'ssh', port: 2222 },
      { name: 'web', port: 80 },
    ]);
    expect(changesBetween(before, after)).toEqual([
      { fact: 'listeners', path: '[new]', after: '{"name":"new","port":1}' },
      { fact: 'listeners', path: '[ssh].port', before: '22', after: '2222' },
    ]);
  });

  it('says nothing of what passes by itself', () => {
    expect(
      changesBetween(facts({ unit: { pid: 1, activeSince: 'a' } }), facts({ unit: { pid: 2, activeSince: 'b' } })),
    ).toEqual([]);
    expect(changesBetween(facts([]), facts([{ path: '/run/user/1000', type: 'tmpfs' }]))).toEqual([]);
    const line = (unit: string): FactResults => ({ sshdJournal: { ok: true, value: { unit } as never, age: 0 } });
    expect(changesBetween(line('session-7.scope'), line('session-11.scope'))).toEqual([]);
  });

  it('tells of what lies below the directory of a login', () => {
    expect(changesBetween(facts([]), facts([{ path: '/run/user/1000/x' }]))).toHaveLength(1);
  });

  it('takes entries for the same that differ in what passes alone, and names none of them after nothing', () => {
    const rule = (packets: number) => ({ rules: [{ chain: 'input', expr: [{ counter: { packets } }] }] });
    expect(changesBetween(facts(rule(1)), facts(rule(2)))).toEqual([]);
    expect(changesBetween(facts([]), facts([{ chain: 'input' }]))).toEqual([
      { fact: 'listeners', path: '[{"chain":"input"}]', after: '{"chain":"input"}' },
    ]);
  });

  it('says that something is no longer seen', () => {
    const blind: FactResults = { listeners: { ok: false, because: 'ss is missing' } };
    expect(changesBetween(facts([]), blind)).toEqual([
      { fact: 'listeners', path: '', before: 'seen', after: 'ss is missing' },
    ]);
  });
});

describe('the end of a run', () => {
  const unseen = [{ where: 'host', what: 'x', because: 'y' }] as const;

  it('is 2 from the severity on that was asked for, 3 when nothing is that bad but not all was seen', () => {
    const medium = { name: 'one', drift: [finding('x', 'medium')], unseen: [] };
    expect(driftExitCode([medium], 'low')).toBe(2);
    expect(driftExitCode([medium], 'medium')).toBe(2);
    expect(driftExitCode([medium], 'high')).toBe(0);
    expect(driftExitCode([{ ...medium, unseen }], 'high')).toBe(3);
    expect(driftExitCode([{ ...medium, unseen }], 'low')).toBe(2);
  });

  it('tells the worst first', () => {
    const sights = [{ findings: [finding('x', 'low'), finding('y', 'critical')], unseen: [] }];
    expect(together(sights).findings.map(({ what }) => what)).toEqual(['y', 'x']);
  });
});
