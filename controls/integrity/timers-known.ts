import { FIRST_UPGRADE_UNIT } from '../../policy/first-upgrade.ts';
import { defineControl, fail, pass } from '../control.ts';

/** Ours: the first upgrade ten minutes after birth, and what takes a risky change back. */
const OURS = [FIRST_UPGRADE_UNIT, 'sclerite-rollback'].map((name) => `${name}.timer`);

export default defineControl({
  id: 'integrity.timers-known',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'No timer, path or socket waits that no file describes',
  failureTitle: 'Something waits for its time that no file describes',
  why: 'systemd-run leaves a timer that no search of the disk finds: it runs a command as root tonight.',
  references: ['https://attack.mitre.org/techniques/T1053/006/'],
  needs: ['unitChoice'],
  check({ unitChoice: { transient } }) {
    const foreign = transient.filter((name) => !OURS.includes(name));
    if (foreign.length > 0) {
      return fail(
        foreign.map((name) => `systemctl show ${name}: Transient=yes`),
        `See what it starts (systemctl cat ${foreign[0]}), then stop it: sudo systemctl stop ${foreign.join(' ')}`,
      );
    }
    return pass([
      transient.length > 0
        ? `systemctl show: ${transient.join(', ')} alone is without a file, and ours`
        : 'systemctl show: every timer, path and socket has a file',
    ]);
  },
});
