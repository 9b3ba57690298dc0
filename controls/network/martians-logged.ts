import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/conf/*/log_martians': '1',
};

export default defineControl({
  id: 'network.martians-logged',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Packets with impossible addresses leave a line in the log',
  failureTitle: 'Packets with impossible addresses go unseen',
  why: 'They are the trace of somebody who tries addresses out; the kernel drops them silently unless told to speak.',
  references: ['ANSSI BP-028 R12', 'CIS Debian 12 3.3.9'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
