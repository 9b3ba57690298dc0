import type { Sabotage } from '../sabotage.ts';

/** Somebody loads a firewall anew: the address stays banned in fail2ban’s list, and in no other. */
export default {
  control: 'fail2ban.bans-enforced',
  break: `fail2ban-client set sshd banip 233.252.0.77
timeout 10 sh -c 'until nft delete element inet f2b-table addr-set-sshd "{ 233.252.0.77 }" 2>/run/sabotage.words; do sleep 0.2; done'`,
  repair: `nft add element inet f2b-table addr-set-sshd '{ 233.252.0.77 }'
fail2ban-client set sshd unbanip 233.252.0.77
rm /run/sabotage.words`,
} satisfies Sabotage;
