import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.host-openings-exact',
  break: 'nft insert rule inet sclerite input tcp dport 8080 accept',
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
