import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/conf/*/forwarding': '0',
  'net/ipv6/conf/*/forwarding': '0',
};

export default defineControl({
  id: 'network.forwarding-off',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The kernel forwards no packets',
  failureTitle: 'The kernel forwards packets',
  why: 'The firewall drops what is forwarded, and this is the second lock: a ruleset that is flushed makes no router of the server.',
  references: ['ANSSI BP-028 R12', 'CIS Debian 12 3.3.1'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
