import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

/** Off, unless the operator asked for it: then the control holds the server to that. */
const rules = (isDeclared: boolean): readonly Rule[] => [{ path: 'gateway.controlUi.enabled', oneOf: [isDeclared] }];

export default defineControl({
  id: 'openclaw.control-ui-off',
  layer: 'application',
  severity: 'medium',
  title: 'The web interface is as declared: off unless asked for',
  failureTitle: 'The web interface is not as declared',
  why: 'A browser page with full control of the agent is a target for every other page in that browser. The command line and chat need none.',
  references: ['https://docs.openclaw.ai/web/control-ui'],
  // Where the config asks for it, it is wanted.
  appliesTo: ({ openclaw }) => !openclaw.controlUi,
  needs: ['openclawSettings'],
  check: ({ openclawSettings }, { openclaw }) => judgeSettings(openclawSettings, rules(openclaw.controlUi)),
});
