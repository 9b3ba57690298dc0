import { defineControl, fail, pass } from '../control.ts';

const FILE = '/etc/systemd/system.conf.d/sclerite.conf';

export default defineControl({
  id: 'system.core-dumps-off',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'No service may write its memory to the disk when it crashes',
  failureTitle: 'A service may write its memory to the disk when it crashes',
  why: 'Memory holds what the disk must not: tokens, keys, what people wrote to the agent.',
  references: ['CIS Debian 12 1.5.3', 'https://manpages.debian.org/trixie/systemd/systemd-system.conf.5.en.html'],
  wants: () => ({
    directories: [{ path: '/etc/systemd/system.conf.d', mode: '0755', owner: 'root', group: 'root' }],
    files: [
      {
        path: FILE,
        content: '# Owned by Sclerite and replaced as a whole.\n[Manager]\nDefaultLimitCORE=0\n',
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
    ],
  }),
  needs: ['coreLimit'],
  check({ coreLimit: { soft, hard } }) {
    const evidence = [`/proc/self/limits of a service that started just now: core file size ${soft}, at most ${hard}`];
    return hard === '0' ? pass(evidence) : fail(evidence, `look at ${FILE}, then: sudo systemctl daemon-reload`);
  },
});
