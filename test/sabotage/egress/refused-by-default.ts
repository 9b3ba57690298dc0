import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'egress.refused-by-default',
  break: `nft add chain inet sclerite output '{ policy accept; }'`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
