import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'egress.openings-exact',
  break: 'nft insert rule inet sclerite output tcp dport 25 accept',
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
