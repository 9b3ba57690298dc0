import { configFile, gatewayUnit } from '../../openclaw/paths.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'gateway.starts-at-boot',
  layer: 'application',
  severity: 'medium',
  title: 'The gateway starts by itself after a reboot',
  failureTitle: 'The gateway stays off after a reboot',
  why: 'The server reboots by itself for security updates. A gateway that does not come back is a reason to switch those reboots off.',
  references: ['https://manpages.debian.org/trixie/systemd/systemctl.1.en.html'],
  wants: () => ({
    units: [
      {
        name: gatewayUnit,
        enabled: 'enabled',
        active: true,
        watches: [`/etc/systemd/system/${gatewayUnit}`, configFile],
      },
    ],
  }),
  needs: ['units'],
  check({ units }) {
    const state = units[gatewayUnit]?.file;
    if (state === undefined) return cannotTell(`systemctl show said nothing about ${gatewayUnit}`);
    const evidence = [`systemctl show ${gatewayUnit}: UnitFileState=${state || '(no unit file)'}`];
    return state === 'enabled' ? pass(evidence) : fail(evidence, `Enable it: sudo systemctl enable ${gatewayUnit}`);
  },
});
