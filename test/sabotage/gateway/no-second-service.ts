import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'gateway.no-second-service',
  break: `mkdir -p /root/.config/systemd/user
printf '[Service]\\nExecStart=/bin/true\\n' >/root/.config/systemd/user/openclaw-gateway.service`,
  repair: `rm /root/.config/systemd/user/openclaw-gateway.service
rmdir --ignore-fail-on-non-empty -p /root/.config/systemd/user`,
} satisfies Sabotage;
