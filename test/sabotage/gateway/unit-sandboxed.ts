import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'gateway.unit-sandboxed',
  break: `mkdir -p /run/systemd/system/openclaw-gateway.service.d
printf '[Service]\\nPrivateDevices=no\\nProtectSystem=no\\n' >/run/systemd/system/openclaw-gateway.service.d/sabotage.conf
systemctl daemon-reload`,
  repair: `rm -r /run/systemd/system/openclaw-gateway.service.d
systemctl daemon-reload`,
} satisfies Sabotage;
