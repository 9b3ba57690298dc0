import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'updates.nothing-half-installed',
  layer: 'infrastructure',
  severity: 'high',
  title: 'No package is half installed',
  failureTitle: 'A package is half installed',
  why: 'After an interrupted installation apt refuses every further one: security updates stop, and the timers go on as if nothing were wrong.',
  references: ['https://manpages.debian.org/trixie/dpkg/dpkg.1.en.html#audit'],
  needs: ['packageAudit'],
  check({ packageAudit: { broken, unfinished } }) {
    if (broken.length > 0 || unfinished.length > 0) {
      return fail(
        [
          ...broken.map(({ name, state }) => `dpkg-query: ${name} is ${state}`),
          ...unfinished.map((name) => `/var/lib/dpkg/updates/${name}: not finished`),
        ],
        'Finish it: sudo dpkg --configure -a && sudo apt-get install --fix-broken',
      );
    }
    return pass(['dpkg-query: every package is whole', '/var/lib/dpkg/updates: empty']);
  },
});
