import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'system.app-armor-on',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'AppArmor runs and holds programs to their profiles',
  failureTitle: 'AppArmor is off or holds no program',
  why: 'It is the one lock that root itself does not open by mistake: a program does what its profile lists, whatever its user may.',
  references: ['ANSSI BP-028 R37, R45', 'CIS Debian 12 1.3.1.1, 1.3.1.2, 1.3.1.3'],
  wants: () => ({
    packages: ['apparmor'],
    units: [{ name: 'apparmor.service', enabled: 'enabled', active: true, maySkip: true }],
  }),
  needs: ['container', 'appArmor'],
  check: ({ container, appArmor: { isEnabled, enforced } }) =>
    onOwnKernel(container, () => {
      const evidence = [
        `/sys/module/apparmor/parameters/enabled: ${isEnabled ? 'Y' : 'N'}`,
        `/sys/kernel/security/apparmor/profiles: ${enforced} enforced`,
      ];
      if (isEnabled && enforced > 0) return pass(evidence);
      return fail(
        evidence,
        isEnabled
          ? 'sudo systemctl restart apparmor'
          : 'the kernel was started without it: look for apparmor=0 in /proc/cmdline',
      );
    }),
});
