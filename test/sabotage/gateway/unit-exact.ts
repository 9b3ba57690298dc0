import type { Sabotage } from '../sabotage.ts';

/** Harmless to the sandbox, so its grade stays: the drop-in alone is the finding. */
export default {
  control: 'gateway.unit-exact',
  break: `mkdir /etc/systemd/system/openclaw-gateway.service.d
printf '[Service]\\nRestart=no\\n' >/etc/systemd/system/openclaw-gateway.service.d/sabotage.conf
systemctl daemon-reload`,
  repair: `rm -r /etc/systemd/system/openclaw-gateway.service.d
systemctl daemon-reload`,
} satisfies Sabotage;
