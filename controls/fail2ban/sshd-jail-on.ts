import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'fail2ban.sshd-jail-on',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'fail2ban watches SSH, and knows what a failed login looks like',
  failureTitle: 'fail2ban does not watch SSH',
  why: 'The service alone bans nobody: only a jail does, and only with patterns to find failures by.',
  references: ['https://manpages.debian.org/trixie/fail2ban/jail.conf.5.en.html'],
  wants: () => ({ fail2ban: { sshd: { enabled: 'true', mode: 'normal' } } }),
  needs: ['fail2ban'],
  check({ fail2ban: { jails, details } }) {
    const patterns = details.sshd?.patterns ?? 0;
    const evidence = [
      `fail2ban status: jails ${jails.join(', ') || '(none)'}`,
      `fail2ban get sshd failregex: ${patterns} patterns`,
    ];
    if (!jails.includes('sshd') || patterns === 0)
      return fail(evidence, 'sudo fail2ban-client reload --restart sshd, or ./sclerite converge');
    return pass(evidence);
  },
});
