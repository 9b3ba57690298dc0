import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.libraries-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every library that programs may load comes from a package',
  failureTitle: 'Programs may load a library that nobody here knows',
  why: "A library in a searched folder is loaded into every program that asks for its name, root's and sshd's included.",
  references: [
    'https://man7.org/linux/man-pages/man8/ldconfig.8.html',
    'https://attack.mitre.org/techniques/T1574/006/',
  ],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'libraries',
      "libraries and ld.so's settings",
      'See who loads it (sudo grep -l NAME /proc/*/maps), then remove it and run ldconfig',
    ),
});
