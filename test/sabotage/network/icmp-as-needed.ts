import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.icmp-as-needed',
  break: 'nft insert rule inet sclerite input icmpv6 type nd-redirect accept',
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
