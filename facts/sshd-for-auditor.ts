import { defineFact, stdoutOf } from './fact.ts';
import { parseSshdSettings, type SshdSettings } from './sshd-effective.ts';
import { matchFor } from './sshd-for-admin.ts';

/** What sshd grants the auditor: `Match` blocks included. Blind spot: it reads the disk, not the running daemon. */
export const sshdForAuditor = defineFact<SshdSettings>({
  title: "sshd's effective settings for the auditor",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/sbin/sshd', '-T', ...matchFor('auditor')] }),
  parse: (reading) => parseSshdSettings(stdoutOf(reading)),
});
