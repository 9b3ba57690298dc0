import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'gateway.auth.mode', oneOf: ['token'] },
  { path: 'gateway.auth.allowTailscale', oneOf: [false] },
];

export default defineControl({
  id: 'openclaw.token-required',
  layer: 'application',
  severity: 'critical',
  title: 'Nobody talks to the gateway without its token',
  failureTitle: 'The gateway talks to callers without a token',
  why: 'Loopback is shared by every account and every process on the server: the token is what keeps them apart from the agent.',
  references: ['https://docs.openclaw.ai/gateway/security'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
