import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'gateway.bind', oneOf: ['loopback'] },
  { path: 'gateway.tailscale.mode', oneOf: ['off', undefined] },
  { path: 'gateway.mode', oneOf: ['local'] },
];

export default defineControl({
  id: 'openclaw.binds-loopback',
  layer: 'application',
  severity: 'critical',
  title: 'OpenClaw is told to bind loopback and nothing else',
  failureTitle: 'OpenClaw is told to bind more than loopback',
  why: 'A tunnel or a tailnet that OpenClaw opens by itself goes around every firewall. Left unset, it binds all addresses wherever it believes to be in a container.',
  references: ['https://docs.openclaw.ai/gateway/security/exposure-runbook'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
