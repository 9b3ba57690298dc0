import { PWQUALITY_CONF } from '../../facts/password-rules.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Name → the least it may be. The admin's own is generated and longer; these are for whoever sets another by hand. */
const least = { minlen: 15, minclass: 3, difok: 5, dictcheck: 1 } as const;

export default defineControl({
  id: 'accounts.passwords-checked',
  layer: 'infrastructure',
  severity: 'low',
  title: 'A new password must be long and in no dictionary',
  failureTitle: 'A new password may be short or in a dictionary',
  why: 'The day somebody replaces the generated password of sudo by one of their own, it is the weakest lock of the house.',
  references: ['ANSSI BP-028 R31', 'CIS Debian 12 5.3.1.3, 5.3.2.3', 'https://pages.nist.gov/800-63-3/sp800-63b.html'],
  wants: () => ({
    // It enters itself into PAM.
    packages: ['libpam-pwquality'],
    files: [
      {
        path: PWQUALITY_CONF,
        content: [
          '# Owned by Sclerite and replaced as a whole.',
          ...Object.entries(least).map(([name, value]) => `${name} = ${value}`),
          'maxrepeat = 3',
          'retry = 3',
          '',
        ].join('\n'),
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
    ],
  }),
  needs: ['pam', 'passwordRules'],
  check({ pam, passwordRules }) {
    const stack = pam.passwd?.filter(({ type }) => type === 'password');
    if (stack === undefined) return cannotTell('/etc/pam.d/passwd was not read');
    const [first] = stack;
    const isFirst = first?.module === 'pam_pwquality.so' && ['requisite', 'required'].includes(first.control);
    // The folder's files are read before it, and the last value counts; options in the stack win over all.
    const fromFiles = Object.assign({}, ...Object.values(passwordRules)) as Record<string, string>;
    const inStack = Object.fromEntries((first?.options ?? []).map((option) => option.split('=', 2)));
    const findings = Object.entries(least).map(([name, limit]) => {
      const value = inStack[name] ?? fromFiles[name];
      return { text: `${name} ${value ?? '(not set)'}`, isRight: value !== undefined && Number(value) >= limit };
    });
    const evidence = [
      `/etc/pam.d/passwd: password ${stack.map(({ module }) => module).join(' ')}`,
      `pwquality: ${findings.map(({ text }) => text).join(', ')}`,
    ];
    if (!isFirst || findings.some(({ isRight }) => !isRight))
      return fail(evidence, 'Put it back: sudo pam-auth-update --package, and run ./sclerite converge.');
    return pass(evidence);
  },
});
