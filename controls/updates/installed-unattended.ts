import { aptValues } from '../../facts/apt-config.ts';
import { defineControl, fail, pass } from '../control.ts';

/** What apt's daily jobs look at; each is a number of days, `1` for every day, `0` for never. */
const daily = ['APT::Periodic::Update-Package-Lists', 'APT::Periodic::Unattended-Upgrade'] as const;
/** Switches both off, whatever they say. */
const master = 'APT::Periodic::Enable';

/** `1`, `always`, or a number with a unit that is no longer than a day: apt.systemd.daily knows s, m, h and d. */
function isDaily(value: string | undefined): boolean {
  const match = /^(\d+)([smhd]?)$/.exec(value ?? '');
  if (!match) return value === 'always';
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] || 'd'] as number;
  return Number(match[1]) > 0 && Number(match[1]) * seconds <= 86_400;
}

export default defineControl({
  id: 'updates.installed-unattended',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Security updates are looked for and installed every day',
  failureTitle: 'Security updates are not installed every day',
  why: 'Most break-ins through known holes happen after the fix was published and before somebody typed the command to install it.',
  references: ['https://wiki.debian.org/UnattendedUpgrades', 'ANSSI BP-028 R61'],
  wants: () => ({
    packages: ['unattended-upgrades'],
    apt: { [daily[0]]: '1', [daily[1]]: '1', [master]: '1' },
  }),
  needs: ['aptConfig'],
  check({ aptConfig }) {
    const value = (key: string) => aptValues(aptConfig, key).at(-1);
    const evidence = [...daily, master].map((key) => `apt-config dump: ${key} ${value(key) ?? '(not set)'}`);
    // Not set: the master switch is on, the two jobs are off.
    if ((value(master) ?? '1') === '0' || !daily.every((key) => isDaily(value(key)))) {
      return fail(evidence, 'Find the file that wins: grep -rn APT::Periodic /etc/apt/apt.conf.d; the last one counts');
    }
    return pass(evidence);
  },
});
