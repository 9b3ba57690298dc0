import { readFileSync } from 'node:fs';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { controls } from '../../controls/index.ts';
import type { Report } from '../../report/report.ts';
import { sarif } from '../../report/sarif.ts';
import { example, green } from './_example.ts';

const schemaFile = new URL('../fixtures/sarif/sarif-schema-2.1.0.json', import.meta.url);
const ajv = new AjvDraft04.default({ allErrors: true, strict: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

const complaints = (log: unknown) => (validate(log) ? [] : (validate.errors ?? []));
const logOf = (report: Report) => JSON.parse(sarif(report));
const resultsOf = (report: Report) => logOf(report).runs[0].results as Record<string, unknown>[];

/** Every control of the kit as a rule. */
const whole: Report = { ...green, controls };

describe('the schema of the standard', () => {
  it.each<[string, Report]>([
    ['everything that can happen', example],
    ['nothing to do', green],
    ['every control', whole],
    ['no server', { ...green, controls: [], servers: [], startedAt: '', exitCode: 64 }],
  ])('accepts a report of %s', (_, report) => {
    expect(complaints(logOf(report))).toEqual([]);
  });

  it('is really asked: a level that it does not know is refused', () => {
    const log = logOf(example);
    log.runs[0].results[0].level = 'critical';
    expect(complaints(log)).toMatchObject([{ instancePath: '/runs/0/results/0/level' }]);
  });
});

it('has one rule a control, each with help and a link where there is one', () => {
  const { rules } = logOf(whole).runs[0].tool.driver;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(controls.map(({ id }) => id));
  for (const rule of rules) {
    const { why, references } = controls.find(({ id }) => id === rule.id) ?? { why: '', references: [] };
    expect(rule.help.text).toContain(why.replaceAll('{', '{{').replaceAll('}', '}}'));
    expect(rule.help.markdown).toContain(rule.shortDescription.text);
    if (references.some((at) => at.startsWith('http'))) expect(rule.helpUri).toMatch(/^https?:/);
  }
});

it.each([
  { status: 'fail', severity: 'critical', then: { kind: 'fail', level: 'error' } },
  { status: 'fail', severity: 'high', then: { kind: 'fail', level: 'error' } },
  { status: 'fail', severity: 'medium', then: { kind: 'fail', level: 'warning' } },
  { status: 'fail', severity: 'low', then: { kind: 'fail', level: 'note' } },
  { status: 'cannot-tell', severity: 'critical', then: { kind: 'open', level: 'none' } },
  { status: 'suppressed', severity: 'low', then: { kind: 'fail', level: 'note' } },
] as const)('$status, $severity -> $then', ({ status, severity, then }) => {
  const servers = green.servers.map((server) => ({
    ...server,
    results: server.results.map((result) => ({ ...result, status, severity, because: 'so' })),
  }));
  const [only, ...others] = resultsOf({ ...green, servers });
  expect(others).toEqual([]);
  expect(only).toMatchObject(then);
  expect(only?.suppressions).toEqual(
    status === 'suppressed' ? [{ kind: 'external', status: 'accepted', justification: 'so' }] : undefined,
  );
});

it('names no pass as a result: GitHub would make an alert of it', () => {
  expect(resultsOf(green)).toEqual([]);
  expect(resultsOf(example)).toHaveLength(7);
});

it('tells the same control on two servers apart, and points each at its rule', () => {
  const results = resultsOf(example);
  const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  expect(new Set(prints).size).toBe(results.length);
  const { rules } = logOf(example).runs[0].tool.driver;
  for (const { ruleId, ruleIndex, locations } of results) {
    expect(rules[ruleIndex as number].id).toBe(ruleId);
    expect(locations).toHaveLength(1); // GitHub refuses the whole file otherwise
  }
});

it('lets no server make a placeholder or a link', () => {
  for (const { message } of resultsOf(example) as { message: { text: string } }[]) {
    expect(message.text.replaceAll('{{', '').replaceAll('}}', '')).not.toMatch(/[{}]/);
    expect(message.text).not.toContain('](');
  }
});

it('says whether the run itself went well', () => {
  const [invocation] = logOf(example).runs[0].invocations;
  expect(invocation).toEqual({
    executionSuccessful: true,
    exitCode: 2,
    startTimeUtc: '2026-11-23T10:00:00.000Z',
    endTimeUtc: '2026-11-23T10:00:00.812Z',
  });
  expect(logOf({ ...example, exitCode: 1 }).runs[0].invocations[0].executionSuccessful).toBe(false);
});
