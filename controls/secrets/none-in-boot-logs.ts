import { defineControl } from '../control.ts';
import { noTraces } from './_traces.ts';

export default defineControl({
  id: 'secrets.none-in-boot-logs',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The logs of the first boot hold no secret',
  failureTitle: 'The logs of the first boot hold a secret',
  why: 'Everything that runs at first boot prints into these logs, and they are copied into support requests.',
  references: ['https://cloudinit.readthedocs.io/en/latest/reference/faq.html'],
  needs: ['secretTraces'],
  check: ({ secretTraces }) =>
    noTraces(
      secretTraces.bootLogs,
      '/var/log/cloud-init*, /var/log/apt, /var/log/unattended-upgrades',
      'Change that secret where it was issued, then empty the log: sudo truncate -s 0 FILE',
    ),
});
