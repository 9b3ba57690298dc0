import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.resolver-ours',
  break: 'chmod o+w /run/systemd/resolve/stub-resolv.conf',
  repair: 'chmod o-w /run/systemd/resolve/stub-resolv.conf',
} satisfies Sabotage;
