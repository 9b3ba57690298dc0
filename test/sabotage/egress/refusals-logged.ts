import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'egress.refusals-logged',
  break: `handle=$(nft -a list chain inet sclerite output | sed -n 's/.*log prefix.* # handle //p')
nft delete rule inet sclerite output handle "$handle"`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
