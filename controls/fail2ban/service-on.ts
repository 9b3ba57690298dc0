import { FAIL2BAN_JAIL } from '../../policy/render/fail2ban.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { FAIL2BAN_STORE } from './bans-persist.ts';

const UNIT = 'fail2ban.service';

export default defineControl({
  id: 'fail2ban.service-on',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'fail2ban runs, and will run after a reboot',
  failureTitle: 'fail2ban does not run, or will not after a reboot',
  why: 'A guard that a reboot sends home is noticed only when somebody has already come in.',
  references: ['https://manpages.debian.org/trixie/fail2ban/fail2ban.1.en.html'],
  wants: () => ({
    packages: ['fail2ban'],
    files: [
      {
        // Stopping nftables flushes every table, fail2ban's as well; Debian's unit would go on and believe in its bans.
        path: '/etc/systemd/system/fail2ban.service.d/sclerite.conf',
        content: '[Unit]\nPartOf=nftables.service\n',
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
    ],
    directories: [{ path: '/etc/systemd/system/fail2ban.service.d', mode: '0755', owner: 'root', group: 'root' }],
    units: [
      {
        name: UNIT,
        enabled: 'enabled',
        active: true,
        watches: [FAIL2BAN_JAIL, FAIL2BAN_STORE, '/etc/systemd/system/fail2ban.service.d/sandbox.conf'],
      },
    ],
  }),
  needs: ['units'],
  check({ units }) {
    const unit = units[UNIT];
    if (!unit) return cannotTell(`systemctl show said nothing about ${UNIT}`);
    const evidence = [`systemctl show ${UNIT}: ${unit.load}, ${unit.file || 'no unit file'}, ${unit.active}`];
    if (unit.file !== 'enabled' || unit.active !== 'active')
      return fail(evidence, 'sudo systemctl enable --now fail2ban');
    return pass(evidence);
  },
});
