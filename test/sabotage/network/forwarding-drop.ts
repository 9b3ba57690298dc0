import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.forwarding-drop',
  break: `nft add chain inet sclerite forward '{ policy accept; }'`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
