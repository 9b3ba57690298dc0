import { defineControl, fail, pass } from '../control.ts';
import { journaldWishes } from './_journald.ts';

export default defineControl({
  id: 'system.journal-persistent',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The journal is kept on disk and survives a reboot',
  failureTitle: 'The journal is lost with the next reboot',
  why: 'The first thing to look at after a break-in is the log of the time before; an intruder who reboots the server must not erase it.',
  references: ['ANSSI BP-028 R71', 'https://manpages.debian.org/trixie/systemd/journald.conf.5.en.html'],
  wants: () => journaldWishes,
  needs: ['journalFiles'],
  check({ journalFiles: { onDisk, inMemory } }) {
    const system = onDisk.filter(({ path }) => path.endsWith('/system.journal'));
    const volatile = inMemory.filter(({ path }) => path.endsWith('/system.journal'));
    const evidence = [...system, ...volatile].map(({ path, size }) => `${path}: ${size} bytes`);
    // While it writes into memory, its file lies there; it goes when the journal is flushed to the disk.
    if (system.length === 0 || volatile.length > 0) {
      const found = evidence.length > 0 ? evidence : ['no system.journal in /var/log/journal or /run/log/journal'];
      return fail(found, 'sudo systemctl restart systemd-journald && sudo journalctl --flush');
    }
    return pass(evidence);
  },
});
