import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.host-firewall-persistent',
  break: 'systemctl --quiet disable nftables',
  repair: 'systemctl --quiet enable nftables',
} satisfies Sabotage;
