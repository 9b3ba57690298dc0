import type { Merged } from '../merge.ts';

export const AUDIT_RULES = '/etc/audit/rules.d/sclerite.rules';

/** What augenrules(8) puts together with Debian's own `audit.rules`, which sets the buffers. */
export const renderAudit = ({ audit }: Pick<Merged, 'audit'>): string =>
  ['## Owned by Sclerite and replaced as a whole.', ...audit, ''].join('\n');
