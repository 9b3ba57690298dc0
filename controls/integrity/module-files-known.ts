import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.module-files-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every kernel module on the disk, and every setting for them, comes from a package or is wanted',
  failureTitle: 'A kernel module on the disk, or a setting for one, is of nobody known here',
  why: "What is loaded into the kernel can hide every other trace; an install line in modprobe.d runs a command as root in a module's place.",
  references: ['https://attack.mitre.org/techniques/T1547/006/', 'ANSSI BP-028 R10'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'moduleFiles',
      'kernel modules and their settings',
      'Read it, find out who put it there, then remove it and run update-initramfs -u',
    ),
});
