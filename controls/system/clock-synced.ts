import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl, fail, pass } from '../control.ts';

const UNIT = 'systemd-timesyncd.service';

export default defineControl({
  id: 'system.clock-synced',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The clock is set from the network',
  failureTitle: 'Nobody sets the clock',
  why: 'Certificates, logs and bans are worth as much as the clock they go by.',
  references: ['ANSSI BP-028 R71', 'CIS Debian 12 2.3.1.1, 2.3.2.2'],
  wants: () => ({
    packages: ['systemd-timesyncd'],
    units: [{ name: UNIT, enabled: 'enabled', active: true, maySkip: true }],
  }),
  needs: ['container', 'clockSync', 'units'],
  check: ({ container, clockSync, units }) =>
    onOwnKernel(container, () => {
      const unit = units[UNIT];
      const evidence = [
        `systemctl show ${UNIT}: ${unit?.file || 'no unit file'}, ${unit?.active ?? 'unknown'}`,
        `/run/systemd/timesync/synchronized: ${clockSync ? 'there' : 'not there'}`,
      ];
      return unit?.file === 'enabled' && unit.active === 'active' && clockSync
        ? pass(evidence)
        : fail(evidence, `sudo systemctl enable --now ${UNIT}; timedatectl timesync-status says whom it asks`);
    }),
});
