import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'fail2ban.backend-reads',
  layer: 'infrastructure',
  severity: 'high',
  title: 'fail2ban reads the lines that sshd really writes',
  failureTitle: 'fail2ban does not read what sshd writes',
  why: 'Debian 13 has no auth.log, and since OpenSSH 9.8 the lines come from sshd-session: a jail on yesterday’s file or name is green and blind.',
  references: ['https://www.openssh.com/txt/release-9.8'],
  wants: () => ({
    packages: ['python3-systemd'],
    fail2ban: {
      sshd: { backend: 'systemd', journalmatch: '_SYSTEMD_UNIT=ssh.service + _COMM=sshd-session + _COMM=sshd' },
    },
  }),
  needs: ['fail2ban', 'sshdJournal'],
  check({ fail2ban: { details }, sshdJournal: { unit, command } }) {
    const jail = details.sshd;
    if (!jail) return cannotTell('the sshd jail does not run');
    const fields: Readonly<Record<string, string>> = { _SYSTEMD_UNIT: unit, _COMM: command };
    const evidence = [
      `journalctl: sshd's newest line has _SYSTEMD_UNIT=${unit} _COMM=${command}`,
      `fail2ban get sshd journalmatch: ${jail.journalMatches.map((match) => match.join(' ')).join(' + ') || '(none)'}`,
      ...(jail.logFiles.length > 0 ? [`fail2ban get sshd logpath: ${jail.logFiles.join(', ')}`] : []),
    ];
    const sees = jail.journalMatches.some((match) => match.length > 0 && match.every((term) => holds(term, fields)));
    if (!sees)
      return fail(evidence, 'Put back /etc/fail2ban/jail.d/sclerite.local (./sclerite converge) and restart fail2ban.');
    return pass(evidence);
  },
});

/** A term on a field we did not ask for is not known to hold. */
function holds(term: string, fields: Readonly<Record<string, string>>): boolean {
  const equals = term.indexOf('=');
  return fields[term.slice(0, equals)] === term.slice(equals + 1);
}
