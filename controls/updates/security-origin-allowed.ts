import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'updates.security-origin-allowed',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Unattended upgrades accept the security archive',
  failureTitle: 'Unattended upgrades accept nothing from the security archive',
  why: 'A pattern that matches no archive is no error: unattended-upgrades runs every night, installs nothing and reports success.',
  references: ['https://wiki.debian.org/UnattendedUpgrades', 'ANSSI BP-028 R61'],
  wants: () => ({
    packages: ['unattended-upgrades'],
    apt: {
      // By code name, as the archives name themselves: `Allowed-Origins` compares the suite ("stable-security") and matches
      // nothing once Debian publishes the next release.
      'Unattended-Upgrade::Origins-Pattern': [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: unattended-upgrades replaces it, not we
        'origin=Debian,codename=${distro_codename},label=Debian',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: unattended-upgrades replaces it, not we
        'origin=Debian,codename=${distro_codename}-security,label=Debian-Security',
      ],
    },
  }),
  needs: ['upgradeOrigins'],
  check({ upgradeOrigins: { patterns, archives } }) {
    const security = archives.filter(({ origin, label }) => origin === 'Debian' && label === 'Debian-Security');
    const evidence = [
      `unattended-upgrade: patterns ${patterns.join(' | ') || '(none)'}`,
      ...security.map(
        ({ origin, codename, suite, allowed }) =>
          `apt's lists: ${origin} ${codename} (${suite}), ${allowed ? 'accepted' : 'not accepted'} by unattended-upgrade`,
      ),
    ];
    if (security.length === 0) {
      return fail(
        [...evidence, "apt's lists: no archive with the label Debian-Security"],
        'Add trixie-security to /etc/apt/sources.list.d/debian.sources, then: sudo apt-get update',
      );
    }
    if (!security.some(({ allowed }) => allowed)) {
      return fail(
        evidence,
        'See which file sets the patterns: grep -rn Origins /etc/apt/apt.conf.d; then run ./sclerite converge',
      );
    }
    return pass(evidence);
  },
});
