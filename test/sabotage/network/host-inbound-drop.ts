import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.host-inbound-drop',
  break: `nft add chain inet sclerite input '{ policy accept; }'`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
