import type { Merged } from '../merge.ts';

export const TMPFILES_CONF = '/etc/tmpfiles.d/sclerite.conf';

export const renderTmpfiles = ({ tmpfiles }: Pick<Merged, 'tmpfiles'>): string =>
  ['# Owned by Sclerite and replaced as a whole.', ...tmpfiles, ''].join('\n');
