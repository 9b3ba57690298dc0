import { defineControl } from '../control.ts';
import { noTraces } from './_traces.ts';

export default defineControl({
  id: 'secrets.none-in-settings',
  layer: 'application',
  severity: 'high',
  title: 'No service gets a secret from a file that others can read',
  failureTitle: 'A secret stands in the settings of a service',
  why: "Unit files and /etc/default are readable by every account, the agent's included, and systemctl show prints them to all.",
  references: ['https://systemd.io/CREDENTIALS/'],
  needs: ['secretTraces'],
  check: ({ secretTraces }) =>
    noTraces(
      secretTraces.settings,
      '/etc/systemd/system, /etc/default, /etc/environment, /etc/profile.d, /etc/cron*',
      'Deliver it as a credential instead: name it under secrets of sclerite.config.ts. Then change it where it was issued',
    ),
});
