import type { Wishes } from '../../policy/wanted.ts';

const FILE = '/etc/systemd/journald.conf.d/sclerite.conf';

export const MEGABYTE = 1024 * 1024;
/** On disk: weeks of a quiet server, and never the whole of a small disk. */
export const MAX_USE = 512 * MEGABYTE;
export const KEEP_FREE = 1024 * MEGABYTE;

/** One file for what several controls ask of the journal: each wishes for all of it. */
export const journaldWishes: Wishes = {
  directories: [{ path: '/etc/systemd/journald.conf.d', mode: '0755', owner: 'root', group: 'root' }],
  files: [
    {
      path: FILE,
      content: [
        '# Owned by Sclerite and replaced as a whole.',
        '[Journal]',
        'Storage=persistent',
        `SystemMaxUse=${MAX_USE / MEGABYTE}M`,
        `SystemKeepFree=${KEEP_FREE / MEGABYTE}M`,
        'MaxRetentionSec=3month',
        'Compress=yes',
        'ForwardToWall=no',
        '',
      ].join('\n'),
      mode: '0644',
      owner: 'root',
      group: 'root',
    },
  ],
  units: [{ name: 'systemd-journald.service', enabled: 'static', active: true, watches: [FILE] }],
};
