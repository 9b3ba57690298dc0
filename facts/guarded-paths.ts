import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** Where programs of root come from. A directory above one of them that others may write is as bad. */
export const PROGRAM_DIRECTORIES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/usr/local',
  '/usr',
  '/',
] as const;

/** What makes a remote host or a file trusted instead of a person, in a home. */
export const TRUST_NAMES = ['.rhosts', '.shosts', '.netrc', '.forward'] as const;

const paths = [
  ...['passwd', 'group', 'shadow', 'gshadow'].flatMap((name) => [`/etc/${name}`, `/etc/${name}-`]),
  '/etc/shells',
  '/etc/security/opasswd',
  '/etc/sudoers',
  '/etc/sudoers.d',
  '/etc/sudoers.d/*',
  '/etc/crontab',
  '/etc/cron.*',
  '/etc/cron.*/*',
  '/var/spool/cron/crontabs',
  '/var/spool/cron/crontabs/*',
  ...PROGRAM_DIRECTORIES,
  '/root',
  '/home/*',
  '/etc/hosts.equiv',
  '/etc/ssh/shosts.equiv',
  ...['/root', '/home/*'].flatMap((home) => TRUST_NAMES.map((name) => `${home}/${name}`)),
];

/** Paths whose owner and mode matter more than what is in them. By path; one that is not there is `absent`. */
export const guardedPaths = defineFact<Readonly<Record<string, FileEntry>>>({
  title: 'owners and modes of what decides who may do what',
  speed: 'fast',
  source: () => ({ kind: 'files', paths }),
  parse: (reading) => Object.fromEntries(entriesOf(reading).map((entry) => [entry.path, entry])),
});
