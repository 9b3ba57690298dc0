import { FAILLOCK_CONF } from '../../facts/password-rules.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { judgeSudo, PASSWORD_TRIES, sudoDefaults } from './_sudo.ts';

const DENY = 5;
const UNLOCK_SECONDS = 600;

/**
 * For sudo only. Whoever guesses there is logged in as the admin already, so nobody on the network can lock anybody out; a login
 * by key asks PAM for no password and stays open; the count lies in /run and ends after ten minutes, or with a reboot.
 */
const stack = [
  '# Owned by Sclerite and replaced as a whole.',
  'auth required pam_faillock.so preauth',
  'auth [success=1 default=ignore] pam_unix.so',
  'auth [default=die] pam_faillock.so authfail',
  'auth required pam_faillock.so authsucc',
  'session required pam_limits.so',
  '@include common-account',
  '@include common-session-noninteractive',
];

const rules = [
  '# Owned by Sclerite and replaced as a whole.',
  `deny = ${DENY}`,
  `unlock_time = ${UNLOCK_SECONDS}`,
  `fail_interval = ${UNLOCK_SECONDS}`,
  'audit',
];

const file = (path: string, lines: readonly string[]) => ({
  path,
  content: `${lines.join('\n')}\n`,
  mode: '0644',
  owner: 'root',
  group: 'root',
});

export default defineControl({
  id: 'accounts.sudo-guessing-limited',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Who guesses at the password of sudo has few tries',
  failureTitle: 'Who guesses at the password of sudo may go on',
  why: "With the admin's key alone, sudo's password is all that is left between a thief and root.",
  references: [
    'https://man7.org/linux/man-pages/man8/pam_faillock.8.html',
    'ANSSI BP-028 R31',
    'CIS Debian 12 5.3.3.1.1, 5.3.3.1.2',
  ],
  wants: () => {
    const { packages, files = [] } = sudoDefaults();
    return { packages, files: [...files, file('/etc/pam.d/sudo', stack), file(FAILLOCK_CONF, rules)] };
  },
  needs: ['sudoers', 'pam', 'passwordRules'],
  check({ sudoers, pam, passwordRules }) {
    const tries = judgeSudo(sudoers, [
      {
        name: 'passwd_tries',
        holds: (value) => Number(value) >= 1 && Number(value) <= PASSWORD_TRIES,
        unset: true,
        says: `at most ${PASSWORD_TRIES}`,
      },
    ]);
    if (tries.status !== 'pass') return tries;
    const auth = pam.sudo?.filter(({ type }) => type === 'auth');
    if (auth === undefined) return cannotTell('/etc/pam.d/sudo was not read');
    const at = (module: string, option?: string) =>
      auth.findIndex((line) => line.module === module && (option === undefined || line.options.includes(option)));
    const [before, asked, after] = [
      at('pam_faillock.so', 'preauth'),
      at('pam_unix.so'),
      at('pam_faillock.so', 'authfail'),
    ];
    const { deny, unlock_time: unlock } = passwordRules[FAILLOCK_CONF] ?? {};
    const evidence = [
      ...tries.evidence,
      `/etc/pam.d/sudo: auth ${auth.map(({ module }) => module).join(' ')}`,
      `${FAILLOCK_CONF}: deny ${deny ?? '(not set)'}, unlock_time ${unlock ?? '(not set)'}`,
    ];
    const isAround = before >= 0 && before < asked && asked < after;
    // 0 means: never locked, and locked for ever.
    const isRanged = inRange(deny, DENY) && inRange(unlock, UNLOCK_SECONDS);
    return isAround && isRanged ? pass(evidence) : fail(evidence, 'Put the files back: run ./sclerite converge.');
  },
});

const inRange = (text: string | undefined, most: number) =>
  /^\d+$/.test(text ?? '') && Number(text) >= 1 && Number(text) <= most;
