import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Journal fields of the newest line that sshd wrote, whatever unit or program name it wrote it under. */
export interface JournalLine {
  readonly unit: string;
  readonly command: string;
}

/**
 * How sshd's lines are labelled in the journal. Since OpenSSH 9.8 they come from `sshd-session`, and the unit is `ssh.service` on
 * Debian: a ban rule that matches other labels reads nothing and says nothing.
 */
export const sshdJournal = defineFact<JournalLine>({
  title: "labels of sshd's newest line in the journal",
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: [
      '/usr/bin/journalctl',
      '--quiet',
      '--lines=1',
      '--output=json',
      '--output-fields=_SYSTEMD_UNIT,_COMM',
      'SYSLOG_IDENTIFIER=sshd-session',
      'SYSLOG_IDENTIFIER=sshd',
    ],
  }),
  parse(reading) {
    const line = stdoutOf(reading).trim().split('\n').at(-1);
    if (!line) throw new Unreadable('the journal holds no line of sshd');
    const { _SYSTEMD_UNIT, _COMM } = JSON.parse(line) as Record<string, unknown>;
    return { unit: String(_SYSTEMD_UNIT ?? ''), command: String(_COMM ?? '') };
  },
});
