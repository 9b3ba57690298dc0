import type { Sabotage } from '../sabotage.ts';

// The name of the unit on other distributions, and in most guides.
export default {
  control: 'fail2ban.backend-reads',
  break: `for match in _SYSTEMD_UNIT=ssh.service _COMM=sshd-session _COMM=sshd; do
  fail2ban-client set sshd deljournalmatch $match
done
fail2ban-client set sshd addjournalmatch _SYSTEMD_UNIT=sshd.service`,
  repair: 'fail2ban-client reload --restart sshd',
} satisfies Sabotage;
