import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/icmp_echo_ignore_broadcasts': '1',
  'net/ipv4/icmp_ignore_bogus_error_responses': '1',
};

export default defineControl({
  id: 'network.echo-broadcasts-ignored',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The server answers no broadcast pings and no bogus errors',
  failureTitle: 'The server answers broadcast pings or logs bogus errors',
  why: 'A server that answers them can be used to multiply an attack on a third party, or its log be filled by strangers.',
  references: ['ANSSI BP-028 R12', 'CIS Debian 12 3.3.3, 3.3.4'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
