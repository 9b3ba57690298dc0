import { setting } from '../../facts/openclaw-settings.ts';
import { configFile } from '../../openclaw/paths.ts';
import { defineControl, fail, pass } from '../control.ts';
import { evidenceOf } from './_settings.ts';

const MODE = 'tools.exec.mode';
const ELEVATED = 'tools.elevated.enabled';

export default defineControl({
  id: 'openclaw.exec-denied',
  layer: 'agent',
  severity: 'critical',
  title: 'The agent may not run commands on the server',
  failureTitle: 'The agent may run commands on the server',
  why: 'Out of the box it may, without asking. Then one message with the right words is a shell on the server.',
  references: ['https://docs.openclaw.ai/tools/exec', 'https://github.com/openclaw/openclaw/issues/87353'],
  needs: ['openclawSettings', 'openclawExecPolicy'],
  check({ openclawSettings, openclawExecPolicy }) {
    const evidence = [
      ...[MODE, ELEVATED].map((path) => evidenceOf(openclawSettings, path)),
      ...openclawExecPolicy.map(
        ({ scope, agent, security }) => `openclaw exec-policy show: ${scope} of ${agent} is ${security}`,
      ),
    ];
    const isDenied =
      setting(openclawSettings, MODE) === 'deny' &&
      setting(openclawSettings, ELEVATED) === false &&
      openclawExecPolicy.every(({ security }) => security === 'deny');
    return isDenied
      ? pass(evidence)
      : fail(
          evidence,
          `Run ./sclerite converge: it writes ${configFile} anew; approvals are kept apart: openclaw exec-policy preset deny-all`,
        );
  },
});
