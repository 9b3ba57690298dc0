import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv6/conf/*/accept_ra': '0',
  'net/ipv6/conf/*/autoconf': '0',
};

export default defineControl({
  id: 'network.router-adverts-ignored',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The kernel takes no routes and addresses from neighbours',
  failureTitle: 'The kernel takes routes and addresses from neighbours',
  why: 'A neighbour that calls itself a router gets all IPv6 traffic. The address and the gateway are written down; nobody needs to announce them.',
  references: ['ANSSI BP-028 R13', 'CIS Debian 12 3.3.11'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
