import { guardedModes } from '../_guarded-modes.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'system.boot-private',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Only root can look into /boot',
  failureTitle: 'Others than root can look into /boot',
  why: 'The kernel image and its symbol map tell an exploit where everything lies that randomised addresses were to hide.',
  references: ['ANSSI BP-028 R29'],
  wants: guardedModes,
  needs: ['bootFiles'],
  check({ bootFiles }) {
    const boot = bootFiles['/boot'];
    if (!boot || boot.error !== undefined) return cannotTell(`/boot: ${boot?.error ?? 'not asked for'}`);
    if (boot.type !== 'directory') return pass([`/boot: ${boot.type}`]);
    const evidence = [`stat /boot: ${boot.mode} ${boot.owner}:${boot.group}`];
    return boot.owner === 'root' && (Number.parseInt(boot.mode, 8) & 0o077) === 0
      ? pass(evidence)
      : fail(evidence, 'sudo chown root:root /boot && sudo chmod 0700 /boot');
  },
});
