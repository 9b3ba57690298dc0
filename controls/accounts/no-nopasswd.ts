import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'accounts.no-nopasswd',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'sudo always asks for a password',
  failureTitle: 'sudo grants something without a password',
  why: 'With NOPASSWD a stolen SSH key, or any process of that account, is root at once.',
  references: [
    'ANSSI BP-028 R39',
    'CIS Debian 12 5.2.4, 5.2.5',
    'https://www.sudo.ws/docs/man/sudoers.man/#NOPASSWD_and_PASSWD',
  ],
  wants: () => ({
    packages: ['sudo'],
    // What cloud images and the first minutes leave behind; the second is the handover's own bridge, burnt at its end.
    absent: ['/etc/sudoers.d/90-cloud-init-users', '/etc/sudoers.d/90-sclerite-bootstrap'],
  }),
  needs: ['sudoers'],
  check({ sudoers: { rules, defaultsSkipPassword } }) {
    const open = rules.filter((rule) => !rule.asksPassword);
    const evidence = [
      `cvtsudoers: ${rules.length} rules, ${open.length} of them without a password`,
      ...open.map(
        ({ who, commands }) => `cvtsudoers: ${who.join(',')} may run ${commands.join(', ')} without a password`,
      ),
      ...(defaultsSkipPassword ? ['cvtsudoers: Defaults !authenticate'] : []),
    ];
    if (open.length > 0 || defaultsSkipPassword) {
      return fail(
        evidence,
        'Find the line and remove its file: sudo grep -rnE "NOPASSWD|!authenticate" /etc/sudoers /etc/sudoers.d',
      );
    }
    return pass(evidence);
  },
});
