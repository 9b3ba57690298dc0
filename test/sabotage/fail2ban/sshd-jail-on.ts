import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'fail2ban.sshd-jail-on',
  break: `python3 - <<'END'
from fail2ban.client.csocket import CSocket

fail2ban = CSocket('/run/fail2ban/fail2ban.sock')
_, patterns = fail2ban.send(['get', 'sshd', 'failregex'])
for _ in patterns:
    fail2ban.send(['set', 'sshd', 'delfailregex', '0'])
END`,
  repair: 'fail2ban-client reload --restart sshd',
} satisfies Sabotage;
