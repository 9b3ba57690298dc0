import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'browser.enabled', oneOf: [false] },
  { path: 'gateway.nodes.browser.mode', oneOf: ['off'] },
];

export default defineControl({
  id: 'openclaw.browser-off',
  layer: 'agent',
  severity: 'high',
  title: 'The agent drives no browser',
  failureTitle: 'The agent can drive a browser',
  why: "A browser fetches whatever a page tells it to, with cookies, into the agent's context: the widest door for injected instructions.",
  references: ['https://docs.openclaw.ai/tools/browser'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
