import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Documentation/admin-guide/tainted-kernels.rst: what a module that is not Debian's leaves behind, even when it is unloaded. */
const TAINTS = [
  { bit: 0, means: 'a proprietary module was loaded' },
  { bit: 1, means: 'a module was loaded by force' },
  { bit: 12, means: 'a module from outside the kernel tree was loaded' },
  { bit: 13, means: 'an unsigned module was loaded' },
] as const;

export default defineControl({
  id: 'integrity.modules-loaded-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every loaded kernel module came with the kernel\u2019s package',
  failureTitle: 'A kernel module is or was loaded that came with no package',
  why: 'Code in the kernel sees every password and hides every file; a rootkit\u2019s module leaves a taint even when it hides itself.',
  references: [
    'https://docs.kernel.org/admin-guide/tainted-kernels.html',
    'https://attack.mitre.org/techniques/T1547/006/',
  ],
  needs: ['kernelOrigin'],
  check({ kernelOrigin: { release, container, modules, taint } }) {
    if (container !== undefined)
      return cannotTell(`this is a container (${container}): the modules are those of another machine's kernel`);
    const taints = TAINTS.filter(({ bit }) => (taint & (1 << bit)) !== 0);
    const foreign = (modules ?? []).filter(({ isPackaged }) => !isPackaged);
    const evidence = [
      ...foreign.map(
        ({ name, path }) => `/proc/modules: ${name}, ${path ?? `not in /usr/lib/modules/${release}`}: of no package`,
      ),
      ...taints.map(({ means }) => `/proc/sys/kernel/tainted: ${taint}: ${means}`),
    ];
    if (evidence.length > 0)
      return fail(
        evidence,
        'Find out what loads it (modinfo, journalctl -k), remove it, and reboot: the taint stays until then',
      );
    if (modules === undefined) return cannotTell('the kernel does not say which modules are loaded');
    return pass([`/proc/modules: ${modules.length} modules, each of a package`, `/proc/sys/kernel/tainted: ${taint}`]);
  },
});
