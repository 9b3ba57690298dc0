import { configFile } from '../../openclaw/paths.ts';
import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'openclaw.config-valid',
  layer: 'application',
  severity: 'high',
  title: 'OpenClaw accepts its config without a warning',
  failureTitle: 'OpenClaw does not accept its config as it is',
  why: 'With one unknown key the gateway refuses to start; with a warning it starts and leaves something out. Either comes to light at the next restart, at night.',
  references: ['https://docs.openclaw.ai/cli/config'],
  needs: ['openclawValidation'],
  check({ openclawValidation: { valid, issues, warnings } }) {
    const evidence = [
      `openclaw config validate: ${valid ? 'valid' : 'not valid'}`,
      ...issues.map((issue) => `openclaw config validate: ${issue}`),
      ...warnings.map((warning) => `openclaw config validate: warning: ${warning}`),
    ];
    return valid && warnings.length === 0
      ? pass(evidence)
      : fail(evidence, `Run ./sclerite converge: it writes ${configFile} anew`);
  },
});
