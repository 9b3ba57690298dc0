import type { Sabotage } from '../sabotage.ts';

// Behind what is forbidden by name, which other controls look at, and before the end of the chain.
export default {
  control: 'egress.openings-exact',
  break: `handle=$(nft -a list chain inet sclerite output | sed -n 's/.*log prefix.* # handle //p')
nft insert rule inet sclerite output position "$handle" tcp dport 25 accept`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
