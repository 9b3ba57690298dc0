import { adminUser, auditorUser } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const KEYS_FILE = '.ssh/authorized_keys';

export default defineControl({
  id: 'ssh.authorized-keys-exact',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Exactly the declared keys may log in',
  failureTitle: 'Other keys than the declared ones may log in',
  why: 'An added key is the quietest way to come back: it survives updates, reboots and every changed password.',
  references: [
    'https://attack.mitre.org/techniques/T1098/004/',
    'https://man.openbsd.org/sshd#AUTHORIZED_KEYS_FILE_FORMAT',
  ],
  // The keys themselves come with the accounts they belong to.
  wants: () => ({
    sshd: { AuthorizedKeysFile: KEYS_FILE, AuthorizedKeysCommand: 'none', TrustedUserCAKeys: 'none' },
  }),
  needs: ['authorizedKeys', 'sshdEffective'],
  check({ authorizedKeys, sshdEffective: sshd }, declared) {
    const wanted = new Map(
      [adminUser(declared), auditorUser(declared)].map(({ home, authorizedKeys: keys }) => [
        `${home}/${KEYS_FILE}`,
        keys ?? [],
      ]),
    );
    const wrong: string[] = [];
    for (const { path, lines } of authorizedKeys) {
      const known = wanted.get(path) ?? [];
      wrong.push(
        ...lines.filter((line) => !known.includes(line)).map((line) => `${path}: ${shortened(line)} is not declared`),
      );
    }
    for (const [path, keys] of wanted) {
      const found = authorizedKeys.find((file) => file.path === path)?.lines ?? [];
      wrong.push(...keys.filter((key) => !found.includes(key)).map((key) => `${path}: ${shortened(key)} is missing`));
    }
    const sources = { authorizedkeysfile: KEYS_FILE, authorizedkeyscommand: 'none', trustedusercakeys: 'none' };
    const evidence = [
      ...authorizedKeys.map(({ path, lines }) => `${path}: ${lines.length} key(s)`),
      ...Object.keys(sources).map((key) => `sshd -T: ${key} ${sshd[key]?.[0] ?? '(not reported)'}`),
    ];
    for (const [key, value] of Object.entries(sources)) {
      if (sshd[key] !== undefined && sshd[key][0] !== value)
        wrong.push(`sshd also takes keys from ${key} ${sshd[key][0]}`);
    }
    if (wrong.length > 0) {
      return fail(
        [...evidence, ...wrong],
        'Find out who added it before you remove it (journalctl -u ssh), then run ./sclerite converge.',
      );
    }
    const silent = Object.keys(sources).filter((key) => sshd[key] === undefined);
    if (silent.length > 0) return cannotTell(`sshd -T did not report ${silent.join(', ')}`);
    return pass(evidence);
  },
});

/** Enough to find the line again: options, the first letters of the key, the comment. */
const shortened = (line: string) => line.replace(/(AAAA\S{8})\S{12,}(\S{8})/, '$1…$2').slice(0, 160);
