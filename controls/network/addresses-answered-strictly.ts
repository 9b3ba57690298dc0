import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/conf/*/arp_ignore': '1',
  'net/ipv4/conf/*/arp_announce': '2',
};

export default defineControl({
  id: 'network.addresses-answered-strictly',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The server answers for an address only where it belongs',
  failureTitle: 'The server answers for its addresses on every wire',
  why: 'By default Linux tells any neighbour on any interface about all addresses it has, private ones included.',
  references: ['ANSSI BP-028 R12', 'https://docs.kernel.org/networking/ip-sysctl.html'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
