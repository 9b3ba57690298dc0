import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'cron.enabled', oneOf: [false] },
  { path: 'agents.defaults.heartbeat.every', oneOf: ['0m'] },
  { path: 'hooks.enabled', oneOf: [false, undefined] },
];

export default defineControl({
  id: 'openclaw.unattended-work-off',
  layer: 'agent',
  severity: 'medium',
  title: 'The agent does nothing unless somebody asks',
  failureTitle: 'The agent works on its own',
  why: 'Heartbeats and jobs spend money and act on what they read while nobody looks; a leftover one is how an intruder stays.',
  references: ['https://docs.openclaw.ai/automation'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
