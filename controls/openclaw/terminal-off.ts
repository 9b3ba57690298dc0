import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'gateway.terminal.enabled', oneOf: [false] },
  { path: 'gateway.cliAgents.enabled', oneOf: [false] },
];

export default defineControl({
  id: 'openclaw.terminal-off',
  layer: 'application',
  severity: 'critical',
  title: 'The gateway offers no terminal',
  failureTitle: 'The gateway offers a terminal on the server',
  why: 'It is on by default: a shell in the browser for whoever holds the token.',
  references: ['https://docs.openclaw.ai/gateway/configuration'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
