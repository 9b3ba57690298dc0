import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'secrets.none-in-journal',
  layer: 'application',
  severity: 'high',
  title: 'The journal holds no secret',
  failureTitle: 'The journal holds a secret',
  why: 'A key in a log line goes wherever logs go: to backups, to collectors, into bug reports. Programs print their environment when they fail.',
  references: ['https://docs.openclaw.ai/gateway/logging'],
  needs: ['journalSecrets'],
  check({ journalSecrets: { lines, traces } }) {
    if (traces.length > 0) {
      return fail(
        traces.map(
          ({ source, kind, count }) => `journalctl --since=-7d: ${source} wrote ${count} of the shape ${kind}`,
        ),
        'Change that secret where it was issued, then let the old journal go: sudo journalctl --rotate --vacuum-time=1s',
      );
    }
    if (lines === 0) return cannotTell('journalctl --since=-7d: the journal is empty');
    return pass([`journalctl --since=-7d: ${lines} lines, nothing that looks like a secret`]);
  },
});
