import { cannotTell, defineControl, fail, pass } from '../control.ts';

/**
 * What pam-auth-update writes, without `nullok`. It keeps changed options when it writes the file again, to the byte, with its
 * marks and the blank at the end of the line of pam_unix.
 */
const stack = [
  '# Owned by Sclerite and replaced as a whole.',
  '# here are the per-package modules (the "Primary" block)',
  'auth\t[success=1 default=ignore]\tpam_unix.so ',
  "# here's the fallback if no module succeeds",
  'auth\trequisite\t\t\tpam_deny.so',
  "# prime the stack with a positive return value if there isn't one already;",
  '# this avoids us returning an error just because nothing sets a success code',
  '# since the modules above will each just jump around',
  'auth\trequired\t\t\tpam_permit.so',
  '# and here are more per-package modules (the "Additional" block)',
  '# end of pam-auth-update config',
];

export default defineControl({
  id: 'accounts.empty-passwords-refused',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'PAM takes an empty password from nobody',
  failureTitle: 'PAM lets an account without a password in',
  why: 'Debian lets whoever has an empty field in /etc/shadow log in by pressing Enter: one slip of passwd -d opens the account.',
  references: ['https://man7.org/linux/man-pages/man8/pam_unix.8.html', 'CIS Debian 12 5.3.3.4.1'],
  wants: () => ({
    files: [
      { path: '/etc/pam.d/common-auth', content: `${stack.join('\n')}\n`, mode: '0644', owner: 'root', group: 'root' },
    ],
  }),
  needs: ['pam'],
  check({ pam }) {
    const lines = Object.entries(pam).flatMap(([service, own]) =>
      own.filter(({ module }) => module === 'pam_unix.so').map((line) => ({ service, ...line })),
    );
    if (lines.length === 0) return cannotTell('no service of PAM asks pam_unix.so');
    const open = lines.filter(({ options }) => options.some((option) => option.startsWith('nullok')));
    const services = [...new Set(open.map(({ service }) => service))];
    const evidence = [`/etc/pam.d: ${lines.length} lines of pam_unix.so, ${open.length} with nullok`];
    if (open.length > 0)
      return fail(
        [...evidence, `nullok in ${services.join(', ')}`],
        'Put /etc/pam.d/common-auth back: run ./sclerite converge.',
      );
    return pass(evidence);
  },
});
