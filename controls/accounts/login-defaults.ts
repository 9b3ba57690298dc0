import { cannotTell, defineControl, fail, pass } from '../control.ts';

/**
 * The whole file, for accounts that are made from now on. Comes with the handover, when the accounts of the kit are there: their
 * passwords do not age (`accounts.operators-never-expire`).
 */
const settings = {
  MAIL_DIR: '/var/mail',
  LOG_UNKFAIL_ENAB: 'no',
  LOG_OK_LOGINS: 'yes',
  HUSHLOGIN_FILE: '.hushlogin',
  ENV_SUPATH: 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  ENV_PATH: 'PATH=/usr/local/bin:/usr/bin:/bin',
  TTYPERM: '0600',
  ERASECHAR: '0177',
  KILLCHAR: '025',
  UMASK: '077',
  HOME_MODE: '0700',
  PASS_MAX_DAYS: '365',
  PASS_MIN_DAYS: '1',
  PASS_WARN_AGE: '7',
  UID_MIN: '1000',
  UID_MAX: '60000',
  SUB_UID_MIN: '100000',
  SUB_UID_MAX: '600100000',
  SUB_UID_COUNT: '65536',
  GID_MIN: '1000',
  GID_MAX: '60000',
  SUB_GID_MIN: '100000',
  SUB_GID_MAX: '600100000',
  SUB_GID_COUNT: '65536',
  LOGIN_RETRIES: '3',
  LOGIN_TIMEOUT: '60',
  CHFN_RESTRICT: 'rwh',
  DEFAULT_HOME: 'no',
  ENCRYPT_METHOD: 'YESCRYPT',
  YESCRYPT_COST_FACTOR: '5',
  // For a program that insists on SHA-512 all the same.
  SHA_CRYPT_MIN_ROUNDS: '65536',
  SHA_CRYPT_MAX_ROUNDS: '65536',
  NONEXISTENT: '/nonexistent',
  USERGROUPS_ENAB: 'yes',
} as const;

/** Those that matter here; how strict each must be at least. */
const demands: readonly { readonly name: string; readonly holds: (value: string) => boolean; readonly says: string }[] =
  [
    { name: 'HOME_MODE', holds: (value) => /^0?700$/.test(value), says: '0700' },
    { name: 'PASS_MAX_DAYS', holds: between(1, 365), says: '1 to 365' },
    { name: 'PASS_MIN_DAYS', holds: between(1, 365), says: 'at least 1' },
    { name: 'PASS_WARN_AGE', holds: between(7, 365), says: 'at least 7' },
    { name: 'LOGIN_RETRIES', holds: between(1, 3), says: 'at most 3' },
    { name: 'UID_MIN', holds: (value) => value === '1000', says: '1000' },
    { name: 'DEFAULT_HOME', holds: (value) => value === 'no', says: 'no' },
  ];

export default defineControl({
  id: 'accounts.login-defaults',
  layer: 'infrastructure',
  severity: 'low',
  title: 'New accounts are born private, and their passwords age',
  failureTitle: 'New accounts are born open, or with passwords for ever',
  why: 'Accounts that are added later get what stands here; nobody looks at them again.',
  references: ['https://man7.org/linux/man-pages/man5/login.defs.5.html', 'CIS Debian 12 5.4.1.1, 5.4.1.2, 5.4.1.3'],
  wants: () => ({
    files: [
      {
        path: '/etc/login.defs',
        content: [
          '# Owned by Sclerite and replaced as a whole.',
          ...Object.entries(settings).map(([name, value]) => `${name} ${value}`),
          '',
        ].join('\n'),
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
    ],
  }),
  needs: ['loginDefs'],
  check({ loginDefs }) {
    if (Object.keys(loginDefs).length === 0) return cannotTell('/etc/login.defs sets nothing');
    const evidence = demands.map(({ name }) => `/etc/login.defs: ${name} ${loginDefs[name] ?? '(not set)'}`);
    const wrong = demands.filter(({ name, holds }) => !holds(loginDefs[name] ?? ''));
    if (wrong.length > 0) {
      const wanted = wrong.map(({ name, says }) => `${name} ${says}`).join(', ');
      return fail([...evidence, `wanted is ${wanted}`], 'Put /etc/login.defs back: run ./sclerite converge.');
    }
    return pass(evidence);
  },
});

function between(least: number, most: number) {
  return (value: string) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
}
