import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/conf/*/accept_source_route': '0',
  'net/ipv6/conf/*/accept_source_route': '0',
};

export default defineControl({
  id: 'network.source-routes-refused',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Packets that name their own route are refused',
  failureTitle: 'Packets that name their own route are accepted',
  why: 'A sender that chooses the route gets past filters and reaches answers that were meant for others.',
  references: ['ANSSI BP-028 R12', 'CIS Debian 12 3.3.8'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
