import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'fail2ban.recidive-reads',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The jail for repeated offenders reads the log that fail2ban really writes',
  failureTitle: 'The jail for repeated offenders reads a log that nobody writes',
  why: 'It counts bans in fail2ban\u2019s own log. With the log elsewhere it runs, is green in every list, and counts nothing.',
  references: ['https://github.com/fail2ban/fail2ban/blob/1.1.0/config/jail.conf'],
  wants: () => ({ packages: ['fail2ban'] }),
  needs: ['fail2ban'],
  check({ fail2ban: { logTarget, details } }) {
    const jail = details.recidive;
    if (!jail) return cannotTell('the recidive jail does not run');
    if (logTarget === undefined) return cannotTell('fail2ban was not asked where it logs to');
    const evidence = [
      `fail2ban get logtarget: ${logTarget}`,
      `fail2ban get recidive logpath: ${jail.logFiles.join(', ') || '(none)'}`,
    ];
    return jail.logFiles.includes(logTarget)
      ? pass(evidence)
      : fail(evidence, 'Set it back: sudo fail2ban-client set logtarget /var/log/fail2ban.log');
  },
});
