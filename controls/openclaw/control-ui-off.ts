import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [{ path: 'gateway.controlUi.enabled', oneOf: [false] }];

export default defineControl({
  id: 'openclaw.control-ui-off',
  layer: 'application',
  severity: 'medium',
  title: 'The web interface is off',
  failureTitle: 'The web interface is on',
  why: 'A browser page with full control of the agent is a target for every other page in that browser. The command line and chat need none.',
  references: ['https://docs.openclaw.ai/web/control-ui'],
  // Where the config asks for it, it is wanted.
  appliesTo: ({ openclaw }) => !openclaw.controlUi,
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
