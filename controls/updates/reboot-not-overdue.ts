import { defineControl, fail, pass } from '../control.ts';

/** Automatic reboots come every night, and unattended-upgrades asks for one after its next run: two nights, and one to spare. */
const LIMIT_DAYS = 3;

export default defineControl({
  id: 'updates.reboot-not-overdue',
  layer: 'infrastructure',
  severity: 'high',
  title: 'No reboot has been waiting for long',
  failureTitle: `A reboot has been waiting for more than ${LIMIT_DAYS} days`,
  why: 'As long as it waits, the old kernel and libraries run with the holes that the update closed, while every list of packages says "up to date".',
  references: ['https://manpages.debian.org/trixie/unattended-upgrades/unattended-upgrade.8.en.html'],
  needs: ['updateStamps'],
  check({ updateStamps: { rebootRequiredSince, at } }) {
    if (rebootRequiredSince === undefined) return pass(['/run/reboot-required: not there']);
    const days = (at - rebootRequiredSince) / 86_400;
    const evidence = [`/run/reboot-required: there for ${days.toFixed(1)} days`];
    return days > LIMIT_DAYS ? fail(evidence, 'Reboot it: sudo systemctl reboot') : pass(evidence);
  },
});
