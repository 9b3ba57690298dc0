import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.services-sandboxed',
  break: 'systemd-run --quiet --unit=sclerite-sabotage sleep 600',
  repair: 'systemctl stop sclerite-sabotage',
} satisfies Sabotage;
