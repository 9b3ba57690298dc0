import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl, fail, pass } from '../control.ts';

/** Names that hold secrets by custom. `CREDENTIALS_DIRECTORY` and the like hold paths. */
const suspicious = /(^|_)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|AUTH)$/;

export default defineControl({
  id: 'secrets.none-in-environment',
  layer: 'application',
  severity: 'high',
  title: "The gateway's environment holds no secret",
  failureTitle: "The gateway's environment holds a secret",
  why: 'Every program that the gateway starts inherits its environment, and every crash dump and debug page prints it.',
  references: ['https://systemd.io/CREDENTIALS/'],
  needs: ['gatewayProcesses'],
  check({ gatewayProcesses }) {
    const found = gatewayProcesses.flatMap(({ pid, name, environment }) =>
      environment
        .filter((variable) => suspicious.test(variable.toUpperCase()))
        .map((variable) => `/proc/${pid}/environ (${name}): ${variable}`),
    );
    if (found.length > 0) {
      return fail(
        found,
        `Find who sets it: systemctl show --property=Environment,EnvironmentFiles ${gatewayUnit}; secrets belong into credentials`,
      );
    }
    return pass([`/proc/{${gatewayProcesses.map(({ pid }) => pid).join(',')}}/environ: no name that secrets go by`]);
  },
});
