import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'gateway.http.endpoints.chatCompletions.enabled', oneOf: [false, undefined] },
  { path: 'gateway.http.endpoints.responses.enabled', oneOf: [false, undefined] },
];

export default defineControl({
  id: 'openclaw.http-api-off',
  layer: 'application',
  severity: 'high',
  title: 'The gateway serves no model API',
  failureTitle: 'The gateway serves a model API over HTTP',
  why: 'It runs agent turns for whoever has the token, past every channel and its rules, and is made to be exposed.',
  references: ['https://docs.openclaw.ai/gateway/openai-http-api'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
