import { aptValues } from '../../facts/apt-config.ts';
import { defineControl, fail, pass } from '../control.ts';

const USER = 'APT::Sandbox::User';

export default defineControl({
  id: 'updates.downloads-unprivileged',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'apt talks to the network as an account without rights',
  failureTitle: 'apt talks to the network as root',
  why: 'What parses answers of a mirror is attacked from there: CVE-2019-3462 made root of a redirect, and as _apt it would have been nothing.',
  references: [
    'https://manpages.debian.org/trixie/apt/apt.conf.5.en.html',
    'https://www.debian.org/security/2019/dsa-4371',
  ],
  wants: () => ({ apt: { [USER]: '_apt' } }),
  needs: ['aptConfig', 'accounts'],
  check({ aptConfig, accounts: { users } }) {
    const user = aptValues(aptConfig, USER).at(-1) ?? '';
    const account = users.find(({ name }) => name === user);
    const evidence = [
      `apt-config dump: ${USER} ${user || '(empty: root)'}`,
      `/etc/passwd: ${account ? `${account.name} has uid ${account.uid}` : `nobody is called ${user || '(empty)'}`}`,
    ];
    if (account === undefined || account.uid === 0)
      return fail(
        evidence,
        `Find the file that wins: grep -rn ${USER} /etc/apt/apt.conf.d; then run ./sclerite converge`,
      );
    return pass(evidence);
  },
});
