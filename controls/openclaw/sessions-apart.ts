import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'session.dmScope', oneOf: ['per-channel-peer', 'per-account-channel-peer'] },
  { path: 'tools.sessions.visibility', oneOf: ['self'] },
  { path: 'tools.agentToAgent.enabled', oneOf: [false] },
  { path: 'tools.message.crossContext.allowWithinProvider', oneOf: [false] },
  { path: 'tools.message.crossContext.allowAcrossProviders', oneOf: [false] },
];

export default defineControl({
  id: 'openclaw.sessions-apart',
  layer: 'agent',
  severity: 'high',
  title: 'Each person talks to the agent in a session of their own',
  failureTitle: 'People share a session with the agent',
  why: "In a shared session one person reads what another one said, and a stranger's instructions stand in the owner's context.",
  references: ['https://docs.openclaw.ai/concepts/session'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
