import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

/** Loopback is not exempt, for everybody who can reach the gateway comes from there. */
const rules: readonly Rule[] = [
  { path: 'gateway.auth.rateLimit.maxAttempts', oneOf: [10] },
  { path: 'gateway.auth.rateLimit.windowMs', oneOf: [60_000] },
  { path: 'gateway.auth.rateLimit.lockoutMs', oneOf: [300_000] },
  { path: 'gateway.auth.rateLimit.exemptLoopback', oneOf: [false] },
];

export default defineControl({
  id: 'openclaw.guessing-limited',
  layer: 'application',
  severity: 'medium',
  title: "Guessing the gateway's token is slowed down",
  failureTitle: "The gateway's token may be guessed without limit",
  why: 'Without a limit a local process can try tokens as fast as the processor allows, and nobody sees it.',
  references: ['https://docs.openclaw.ai/gateway/security'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
