import { defineControl } from '../control.ts';
import { bindWishes, judgeMount } from './_mounts.ts';

const OPTIONS = ['nosuid', 'nodev'];

export default defineControl({
  id: 'system.home-powerless',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Files in /home lend no rights and are no devices',
  failureTitle: 'Files in /home can lend rights or be devices',
  why: "A program that lends its owner's rights, hidden in a home, is how an intruder who was root once becomes root again.",
  references: ['ANSSI BP-028 R28', 'CIS Debian 12 1.1.2.3.2, 1.1.2.3.3'],
  wants: () => bindWishes('/home', OPTIONS),
  needs: ['mounts'],
  check: ({ mounts }) => judgeMount(mounts, '/home', OPTIONS, 'sudo systemctl restart home.mount'),
});
