import type { KernelModules } from '../../facts/kernel-modules.ts';
import { MODPROBE_CONF } from '../../policy/render/modprobe.ts';
import { fail, pass, type Verdict } from '../control.ts';

/** None of these modules is in the kernel, and modprobe will load none. */
export function judgeModulesOff({ loaded, off }: KernelModules, names: readonly string[]): Verdict {
  const modules = names.map((name) => name.replaceAll('-', '_'));
  const inKernel = modules.filter((name) => loaded.includes(name));
  const loadable = modules.filter((name) => !off.includes(name));
  if (inKernel.length + loadable.length === 0) return pass([`modprobe.d keeps out ${modules.join(', ')}`]);
  return fail(
    [
      ...inKernel.map((name) => `/proc/modules: ${name} is loaded`),
      ...loadable.map((name) => `modprobe.d: nothing keeps ${name} out`),
    ],
    inKernel.length > 0
      ? `sudo systemd-run --pipe modprobe -r ${inKernel.join(' ')}`
      : `./sclerite converge puts ${MODPROBE_CONF} back`,
  );
}
