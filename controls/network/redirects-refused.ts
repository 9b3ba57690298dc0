import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/conf/*/accept_redirects': '0',
  'net/ipv4/conf/*/secure_redirects': '0',
  'net/ipv4/conf/*/send_redirects': '0',
  'net/ipv6/conf/*/accept_redirects': '0',
};

export default defineControl({
  id: 'network.redirects-refused',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The server takes no redirects and sends none',
  failureTitle: 'The server would take or send redirects',
  why: 'One forged ICMP message makes a server send its traffic through somebody else on the same wire.',
  references: ['ANSSI BP-028 R12', 'CIS Debian 12 3.3.2, 3.3.5, 3.3.6'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
