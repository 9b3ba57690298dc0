import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'gateway.starts-at-boot',
  break: 'systemctl disable --quiet openclaw-gateway.service',
  repair: 'systemctl enable --quiet openclaw-gateway.service',
} satisfies Sabotage;
