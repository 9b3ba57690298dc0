import { defineControl, fail, pass } from '../control.ts';
import { journaldWishes, KEEP_FREE, MAX_USE, MEGABYTE } from './_journald.ts';

export default defineControl({
  id: 'system.journal-bounded',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The journal cannot fill the disk',
  failureTitle: 'The journal can fill the disk',
  why: 'Anybody who can make the server log something can make it log a lot; a full disk stops the agent, and the log with it.',
  references: ['ANSSI BP-028 R71', 'https://manpages.debian.org/trixie/systemd/journald.conf.5.en.html'],
  wants: () => journaldWishes,
  needs: ['journalLimits'],
  check({ journalLimits: { path, maxUse, keepFree } }) {
    const evidence = [
      `journald: ${path} takes at most ${Math.round(maxUse / MEGABYTE)} MB and leaves ${Math.round(keepFree / MEGABYTE)} MB free`,
    ];
    // Kept in memory, which another control sees, it is no danger to the disk.
    if (path.startsWith('/run/')) return pass(evidence);
    return maxUse > MAX_USE || keepFree < KEEP_FREE
      ? fail(evidence, 'sudo systemctl restart systemd-journald; if it stays, look at /etc/systemd/journald.conf.d')
      : pass(evidence);
  },
});
