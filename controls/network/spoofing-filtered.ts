import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/conf/*/rp_filter': '1',
};

export default defineControl({
  id: 'network.spoofing-filtered',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Packets that come from the wrong side are dropped',
  failureTitle: 'Packets that come from the wrong side are accepted',
  why: 'Without it anybody can send packets that claim to come from this server itself or from its private network.',
  references: ['ANSSI BP-028 R12', 'CIS Debian 12 3.3.7', 'https://www.rfc-editor.org/rfc/rfc3704'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
