import { aptValues } from '../../facts/apt-config.ts';
import { defineControl, fail, pass } from '../control.ts';

/**
 * At night for Hetzner's European sites, and before apt-daily-upgrade runs at six: a fix installed in the morning is live within
 * a day. The servers' clocks run in UTC.
 */
const TIME = '04:30';

const wanted = (time: string) => ({
  'Unattended-Upgrade::Automatic-Reboot': 'true',
  'Unattended-Upgrade::Automatic-Reboot-Time': time,
  // A session left open in tmux would otherwise put the reboot off for ever.
  'Unattended-Upgrade::Automatic-Reboot-WithUsers': 'true',
});

const isTrue = (value: string | undefined) => /^(true|yes|on|with|enable|1)$/i.test(value ?? '');

export default defineControl({
  id: 'updates.reboots-by-itself',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The server reboots by itself when an update needs it',
  failureTitle: 'An update that needs a reboot waits for somebody to do it',
  why: 'A new kernel on the disk protects nobody: the old one with its hole runs until the next reboot. Server and gateway come back without help, so there is no reason to wait for a person.',
  references: ['https://manpages.debian.org/trixie/unattended-upgrades/unattended-upgrade.8.en.html'],
  wants: ({ rebootAt = TIME }) => ({ packages: ['unattended-upgrades'], apt: wanted(rebootAt) }),
  needs: ['aptConfig'],
  check({ aptConfig }, { rebootAt }) {
    const keys = Object.keys(wanted(TIME));
    const [reboot, time, withUsers] = keys.map((key) => aptValues(aptConfig, key).at(-1));
    const evidence = keys.map((key) => `apt-config dump: ${key} ${aptValues(aptConfig, key).at(-1) ?? '(not set)'}`);
    // Not set: no reboot, "now", and users do not hinder it.
    // A declared hour is a promise to whoever works on the server at others.
    const hasTime =
      rebootAt === undefined ? /^(now|([01]?\d|2[0-3]):[0-5]\d|\+\d+)$/.test(time ?? 'now') : time === rebootAt;
    if (!isTrue(reboot) || !hasTime || !isTrue(withUsers ?? 'true')) {
      return fail(
        evidence,
        'Find the file that wins: grep -rn Automatic-Reboot /etc/apt/apt.conf.d; then run ./sclerite converge',
      );
    }
    return pass(evidence);
  },
});
