import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.logins-counted',
  break: `handle=$(nft -a list chain inet sclerite input | sed -n 's/.*@ssh_open6.* # handle //p')
nft delete rule inet sclerite input handle "$handle"`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
