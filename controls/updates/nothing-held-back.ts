import { aptValues } from '../../facts/apt-config.ts';
import { defineControl, fail, pass } from '../control.ts';

const BLACKLIST = 'Unattended-Upgrade::Package-Blacklist';

export default defineControl({
  id: 'updates.nothing-held-back',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'No package is kept from being updated',
  failureTitle: 'A package is kept from being updated',
  why: 'A hold set to get through one bad day also refuses every later security fix of that package, silently and for ever.',
  references: ['https://manpages.debian.org/trixie/apt/apt-mark.8.en.html'],
  wants: () => ({ apt: { [BLACKLIST]: [] } }),
  needs: ['heldPackages', 'aptConfig'],
  check({ heldPackages, aptConfig }) {
    const blacklist = aptValues(aptConfig, BLACKLIST);
    if (heldPackages.length > 0 || blacklist.length > 0) {
      return fail(
        [
          ...heldPackages.map((name) => `apt-mark showhold: ${name}`),
          ...blacklist.map((pattern) => `apt-config dump: ${BLACKLIST} ${pattern}`),
        ],
        heldPackages.length > 0
          ? `Let go of it: sudo apt-mark unhold ${heldPackages.join(' ')}`
          : 'Find the file that sets it: grep -rn Package-Blacklist /etc/apt/apt.conf.d',
      );
    }
    return pass(['apt-mark showhold: nothing', `apt-config dump: ${BLACKLIST} is empty`]);
  },
});
