import { membersOf } from '../../facts/accounts.ts';
import { AUDITOR } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Sessions of people: those that a person, or the kit in a person's name, works in. */
const SERVICES = ['sshd', 'login', 'sudo', 'su'];

export default defineControl({
  id: 'accounts.umask-private',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'What a person makes is readable for that person only',
  failureTitle: 'What a person makes is readable for others',
  why: 'A dump, a key or a copy of a config that the admin makes in a hurry must not be readable for the agent.',
  references: ['ANSSI BP-028 R36', 'CIS Debian 12 5.4.3.3', 'https://man7.org/linux/man-pages/man8/pam_umask.8.html'],
  needs: ['pam', 'loginDefs', 'shellProfiles', 'accounts'],
  check({ pam, loginDefs, shellProfiles, accounts }, { admin }) {
    const { UMASK: mask } = loginDefs;
    const session = (service: string) =>
      pam[service]?.filter(({ type, module }) => type === 'session' && module === 'pam_umask.so') ?? [];
    const without = SERVICES.filter((service) => session(service).length === 0);
    const otherwise = SERVICES.flatMap((service) =>
      session(service)
        .filter(({ options }) => options.some((option) => /^u?mask=/.test(option)))
        .map(({ options }) => `/etc/pam.d/${service}: pam_umask.so ${options.join(' ')}`),
    );
    const set = shellProfiles.flatMap(({ path, content }) =>
      (content ?? '')
        .split('\n')
        .filter((line) => /^\s*umask\s+(?!0?077\b)/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    // Debian builds pam_umask so that a group of the same name gets its owner's bits: 077 becomes 007, and the group must be empty.
    const shared = [admin, AUDITOR].flatMap((name) =>
      membersOf(accounts, name)
        .filter((member) => member !== name)
        .map((member) => `/etc/group: ${member} is in the group of ${name}`),
    );
    const evidence = [`/etc/login.defs: UMASK ${mask ?? '(not set)'}`, ...otherwise, ...set, ...shared];
    evidence.push(
      `pam_umask.so in ${SERVICES.filter((service) => !without.includes(service)).join(', ') || '(nothing)'}`,
    );
    if (
      mask === undefined ||
      !/^0?077$/.test(mask) ||
      otherwise.length + set.length + shared.length + without.length > 0
    )
      return fail(
        evidence,
        'Take out what sets another umask, and whoever is in their groups; /etc/login.defs comes back with ./sclerite converge.',
      );
    const unread = shellProfiles.filter(({ content }) => content === undefined).map(({ path }) => path);
    if (unread.length > 0) return cannotTell(`not read: ${unread.join(', ')}`);
    return pass(evidence);
  },
});
