import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.clock-synced',
  needs: 'own-kernel',
  break: 'systemctl --quiet disable --now systemd-timesyncd',
  repair: 'systemctl --quiet enable --now systemd-timesyncd',
} satisfies Sabotage;
