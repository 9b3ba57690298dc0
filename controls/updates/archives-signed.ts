import { aptValues } from '../../facts/apt-config.ts';
import { defineControl, fail, pass } from '../control.ts';

/** Each of them lets apt install what nobody signed. Off unless set. */
const switches = [
  'APT::Get::AllowUnauthenticated',
  'Acquire::AllowInsecureRepositories',
  'Acquire::AllowWeakRepositories',
  'Acquire::AllowDowngradeToInsecureRepositories',
] as const;

export default defineControl({
  id: 'updates.archives-signed',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'apt installs only what Debian signed',
  failureTitle: 'apt may install packages that nobody signed',
  why: 'Packages run their scripts as root, every night and unattended. Without signatures, whoever sits on the way to the mirror is root.',
  references: ['https://manpages.debian.org/trixie/apt/apt-secure.8.en.html', 'ANSSI BP-028 R59'],
  needs: ['aptConfig', 'aptUnsignedSources'],
  check({ aptConfig, aptUnsignedSources }) {
    const on = switches.filter((key) => /^(true|yes|on|with|enable|1)$/i.test(aptValues(aptConfig, key).at(-1) ?? ''));
    if (on.length > 0 || aptUnsignedSources.length > 0) {
      return fail(
        [
          ...on.map((key) => `apt-config dump: ${key} ${aptValues(aptConfig, key).at(-1)}`),
          ...aptUnsignedSources.map(({ file, line, option }) => `${file}:${line}: ${option}`),
        ],
        'Remove the option and give the source a key instead: Signed-By: /usr/share/keyrings/…',
      );
    }
    return pass([
      `apt-config dump: ${switches.join(', ')} are off`,
      '/etc/apt/sources.list*: no source is trusted without a signature',
    ]);
  },
});
