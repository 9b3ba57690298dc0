import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.metadata-root-only',
  break: 'nft flush chain inet sclerite output',
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
