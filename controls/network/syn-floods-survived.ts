import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'net/ipv4/tcp_syncookies': '1',
  'net/ipv4/tcp_rfc1337': '1',
  'net/ipv4/tcp_synack_retries': '3',
};

export default defineControl({
  id: 'network.syn-floods-survived',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'A flood of half-open connections does not use up memory',
  failureTitle: 'A flood of half-open connections can use up memory',
  why: 'Anybody can send the first packet of a connection under a false address; without cookies each one costs a slot that others need.',
  references: ['ANSSI BP-028 R12', 'CIS Debian 12 3.3.10', 'https://www.rfc-editor.org/rfc/rfc4987'],
  wants: () => settingsWishes(wanted),
  needs: ['kernelSettings'],
  check: ({ kernelSettings }) => judgeSettings(kernelSettings, wanted),
});
