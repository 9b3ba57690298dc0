import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'commands.bash', oneOf: [false, undefined] },
  { path: 'commands.config', oneOf: [false, undefined] },
  { path: 'commands.debug', oneOf: [false, undefined] },
  { path: 'commands.mcp', oneOf: [false, undefined] },
  { path: 'commands.plugins', oneOf: [false, undefined] },
  { path: 'commands.restart', oneOf: [false] },
];

export default defineControl({
  id: 'openclaw.chat-commands-off',
  layer: 'communication',
  severity: 'high',
  title: 'Nobody changes the gateway from within a chat',
  failureTitle: 'The gateway can be changed from within a chat',
  why: 'A chat command that writes config or restarts the gateway needs one message, from whoever controls one allowed account.',
  references: ['https://docs.openclaw.ai/tools/slash-commands'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
