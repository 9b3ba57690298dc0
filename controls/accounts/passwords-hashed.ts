import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** yescrypt: memory-hard, Debian's own choice since 11. */
const SCHEME = '$y$';

export default defineControl({
  id: 'accounts.passwords-hashed',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Passwords are kept as yescrypt hashes',
  failureTitle: 'A password is kept in a weaker way, or the next one will be',
  why: 'A stolen /etc/shadow or backup of it is guessed at by machines that try billions of the older hashes in a second.',
  references: [
    'ANSSI BP-028 R68',
    'CIS Debian 12 5.3.3.4.3, 5.4.1.4',
    'https://man7.org/linux/man-pages/man5/crypt.5.html',
  ],
  needs: ['shadow', 'pam', 'loginDefs'],
  check({ shadow, pam, loginDefs }) {
    const set = shadow.filter(({ scheme }) => scheme !== 'locked' && scheme !== 'none');
    const weak = set.filter(({ scheme }) => scheme !== SCHEME);
    const unix = pam.passwd?.filter(({ type, module }) => type === 'password' && module === 'pam_unix.so');
    const evidence = [
      `/etc/shadow: ${set.length} passwords, ${weak.length} of them not ${SCHEME}`,
      ...weak.map(({ name, scheme }) => `/etc/shadow: ${name} ${scheme}`),
      `/etc/pam.d/passwd: pam_unix.so ${unix?.[0]?.options.join(' ') ?? '(none)'}`,
      `/etc/login.defs: ENCRYPT_METHOD ${loginDefs.ENCRYPT_METHOD ?? '(not set)'}`,
    ];
    if (weak.length > 0)
      return fail(evidence, 'Let its owner set it again: passwd; for the admin run ./sclerite converge.');
    if (unix === undefined) return cannotTell('/etc/pam.d/passwd was not read');
    const isNext = unix.length > 0 && unix.every(({ options }) => options.includes('yescrypt'));
    if (!isNext || loginDefs.ENCRYPT_METHOD !== 'YESCRYPT')
      return fail(evidence, 'Put back yescrypt: sudo pam-auth-update --package, and run ./sclerite converge.');
    return pass(evidence);
  },
});
