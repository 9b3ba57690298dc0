import type { ChangedFile } from '../../facts/package-files.ts';

const AT_MOST = 20;

/** Up to twenty of them, each with its package and since when. */
export const describeChanged = (files: readonly ChangedFile[]): readonly string[] => [
  ...files.slice(0, AT_MOST).map(describe),
  ...(files.length > AT_MOST ? [`and ${files.length - AT_MOST} more`] : []),
];

const describe = ({ path, package: name, what, changedAt }: ChangedFile) =>
  `dpkg --verify: ${path}${name && ` of ${name}`} ${what === 'missing' ? 'is missing' : `differs, changed ${new Date(changedAt * 1000).toISOString().slice(0, 19)}Z`}`;
