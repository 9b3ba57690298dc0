import { describe, expect, it } from 'vitest';
import { openclawAudit } from '../../facts/openclaw-audit.ts';
import { openclawExecPolicy } from '../../facts/openclaw-exec-policy.ts';
import { openclawSecretsAudit } from '../../facts/openclaw-secrets-audit.ts';
import { openclawValidation } from '../../facts/openclaw-validation.ts';
import { command } from './_reading.ts';

const cli = [
  '/usr/bin/env',
  'HOME=/x',
  '/opt/openclaw/current/node_modules/openclaw/openclaw.mjs',
  'security',
  'audit',
];

describe('openclawAudit', () => {
  // From OpenClaw 2026.9.6, shortened.
  const finding = (severity: string, checkId: string) => ({ checkId, severity, title: 'x', detail: 'y' });
  const audit = (critical: number, warn: number, ...findings: object[]) =>
    command(JSON.stringify({ ts: 1, summary: { critical, warn, info: 1 }, findings, secretDiagnostics: [] }));

  it('leaves remarks out', () => {
    const reading = audit(0, 1, finding('info', 'summary.attack_surface'), finding('warn', 'models.weak_tier'));
    expect(openclawAudit.parse(reading)).toEqual([{ severity: 'warn', checkId: 'models.weak_tier', title: 'x' }]);
  });

  it('is unreadable when it counts more than it lists', () => {
    expect(() => openclawAudit.parse(audit(1, 0))).toThrow('counts 1 critical');
    expect(() => openclawAudit.parse(command('{"findings": []}'))).toThrow();
    expect(() => openclawAudit.parse(command('{}'))).toThrow('no list');
  });

  it('says in its own words why there is no answer, and nothing of its environment', () => {
    const reading = command('', 1, 'spawn node EACCES', cli);
    expect(() => openclawAudit.parse(reading)).toThrow(
      'openclaw security audit ended with 1 and printed no JSON: spawn node EACCES',
    );
  });
});

describe('openclawSecretsAudit', () => {
  it('keeps code and place, not the message', () => {
    const finding = {
      code: 'PLAINTEXT_FOUND',
      severity: 'warn',
      file: '/f',
      jsonPath: 'a.b',
      message: 'value is sk-1',
    };
    const text = JSON.stringify({ status: 'findings', findings: [finding] });
    expect(openclawSecretsAudit.parse(command(text, 1))).toEqual({
      status: 'findings',
      findings: [{ code: 'PLAINTEXT_FOUND', file: '/f', jsonPath: 'a.b' }],
    });
  });

  it('is unreadable with a status that it does not know', () => {
    expect(() => openclawSecretsAudit.parse(command('{"status": "fine", "findings": []}'))).toThrow('"fine"');
  });
});

describe('openclawValidation', () => {
  it.each([
    {
      when: 'it is valid',
      reading: command('{"valid":true,"path":"/etc/openclaw/openclaw.json","warnings":[]}'),
      value: { valid: true, issues: [], warnings: [] },
    },
    {
      when: 'a log line comes first',
      reading: command('[config] warnings: …\n{"valid":true,"warnings":[{"path":"plugins","message":"not found"}]}'),
      value: { valid: true, issues: [], warnings: ['not found'] },
    },
    {
      when: 'it is not valid',
      reading: command('{"ok":false,"valid":false,"issues":[{"path":"","message":"Unknown key"}]}', 1),
      value: { valid: false, issues: ['(root): Unknown key'], warnings: [] },
    },
  ])('$when', ({ reading, value }) => {
    expect(openclawValidation.parse(reading)).toEqual(value);
  });

  it('is unreadable when OpenClaw says neither', () => {
    expect(() => openclawValidation.parse(command('{"ok":true}'))).toThrow('valid');
    expect(() => openclawValidation.parse(command('', null))).toThrow('time limit');
  });
});

describe('openclawExecPolicy', () => {
  it('reads what is effective', () => {
    const scopes = [{ scopeLabel: 'tools.exec', agentId: 'main', security: { requested: 'full', effective: 'deny' } }];
    expect(openclawExecPolicy.parse(command(JSON.stringify({ effectivePolicy: { scopes } })))).toEqual([
      { scope: 'tools.exec', agent: 'main', security: 'deny' },
    ]);
  });

  it('is unreadable without one', () => {
    expect(() => openclawExecPolicy.parse(command('{"effectivePolicy":{"scopes":[]}}'))).toThrow('no effective policy');
    expect(() => openclawExecPolicy.parse(command('{"effectivePolicy":{"scopes":[{"security":{}}]}}'))).toThrow();
  });
});
