import { NFTABLES_CONF } from '../../policy/render/nftables.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const UNIT = 'nftables.service';

export default defineControl({
  id: 'network.host-firewall-persistent',
  layer: 'infrastructure',
  severity: 'high',
  title: "The host's firewall comes back at boot, before the network",
  failureTitle: "The host's firewall does not come back at boot",
  why: 'Rules live in the kernel: whatever loads nothing at boot is open after the next reboot, which updates bring about by themselves.',
  references: ['https://wiki.debian.org/nftables', 'CIS Debian 12 4.3.9, 4.3.10'],
  wants: () => ({
    packages: ['nftables'],
    units: [{ name: UNIT, enabled: 'enabled', active: true, watches: [NFTABLES_CONF], onChange: 'reload' }],
  }),
  needs: ['units', 'nftOnDisk'],
  check({ units, nftOnDisk }) {
    const unit = units[UNIT];
    if (!unit) return cannotTell(`systemctl show said nothing about ${UNIT}`);
    const drops = /chain \w+ \{[^}]*\bhook input\b[^}]*\bpolicy drop\b/.test(nftOnDisk);
    const evidence = [
      `systemctl show ${UNIT}: ${unit.load}, ${unit.file || 'no unit file'}, ${unit.active}`,
      `${NFTABLES_CONF}: ${drops ? 'drops what comes in by default' : 'holds no chain that drops what comes in'}`,
    ];
    if (unit.file !== 'enabled' || unit.active !== 'active' || !drops)
      return fail(evidence, 'sudo systemctl enable --now nftables, or ./sclerite converge');
    return pass(evidence);
  },
});
