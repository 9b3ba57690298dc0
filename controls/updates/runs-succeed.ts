import { defineControl, fail, pass } from '../control.ts';

/** It runs daily, up to an hour late; a day without success is a mirror that was away, three are a fault. */
const LIMIT_DAYS = 3;
/** The first run comes ten minutes after birth; a newborn has half a day. */
const NEWBORN_DAYS = 0.5;

export default defineControl({
  id: 'updates.runs-succeed',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The last unattended upgrade ended well, and not long ago',
  failureTitle: 'No unattended upgrade has ended well for days',
  why: 'A full disk, a held lock or a broken package ends every run in the same place; timers and settings stay green all the while.',
  references: ['https://wiki.debian.org/UnattendedUpgrades', 'ANSSI BP-028 R61'],
  needs: ['updateStamps'],
  check({ updateStamps: { upgradedAt, bornAt, at } }) {
    const days = (since: number) => (at - since) / 86_400;
    const next =
      'See what stops it: sudo systemctl start apt-daily-upgrade.service; journalctl -u apt-daily-upgrade; /var/log/unattended-upgrades';
    if (upgradedAt !== undefined) {
      const evidence = [`/var/lib/apt/periodic/upgrade-stamp: ${days(upgradedAt).toFixed(1)} days old`];
      return days(upgradedAt) > LIMIT_DAYS ? fail(evidence, next) : pass(evidence);
    }
    const age = bornAt === undefined ? undefined : days(bornAt);
    const evidence = [
      '/var/lib/apt/periodic/upgrade-stamp: not there, no run has ended well yet',
      age === undefined ? 'cloud-init: no mark of the birth' : `cloud-init: born ${age.toFixed(1)} days ago`,
    ];
    return age !== undefined && age <= NEWBORN_DAYS ? pass(evidence) : fail(evidence, next);
  },
});
