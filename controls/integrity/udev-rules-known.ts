import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.udev-rules-known',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Every rule of udev comes from a package',
  failureTitle: 'udev has a rule that nobody here knows',
  why: "A rule may run a program as root whenever a device appears, and a virtual machine's devices appear at every boot.",
  references: ['https://attack.mitre.org/techniques/T1546/017/'],
  needs: ['foreignFiles'],
  check: (facts) => nothingForeign(facts, 'udevRules', 'rules of udev', 'Read it (RUN+= is what runs), then remove it'),
});
