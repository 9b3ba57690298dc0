import { guardedModes, MODES_UNIT, rootOnly } from '../_guarded-modes.ts';
import { comparePath, judgePaths, type PathRule } from '../_path.ts';
import { defineControl } from '../control.ts';

const tables: readonly PathRule[] = Object.entries(rootOnly)
  .filter(([path]) => path.startsWith('/etc/cron'))
  .map(([path, mode]) => ({
    path,
    type: path === '/etc/crontab' ? 'file' : 'directory',
    mode,
    owner: 'root',
    group: 'root',
  }));

export default defineControl({
  id: 'accounts.cron-tables-private',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Only root may see or change what cron runs as root',
  failureTitle: 'Others than root may see or change what cron runs as root',
  why: 'One writable line in there is root within a minute, and a readable one tells when which script runs.',
  references: ['CIS Debian 12 2.4.1.2 to 2.4.1.7', 'ANSSI BP-028 R50'],
  wants: guardedModes,
  needs: ['guardedPaths'],
  check({ guardedPaths }) {
    const inside = Object.values(guardedPaths).filter(
      ({ path, type }) => /^\/etc\/cron\.\w+\//.test(path) && type !== 'absent',
    );
    return judgePaths(
      [
        ...tables.map((rule) => comparePath(guardedPaths[rule.path], rule)),
        ...inside.map((entry) => ({
          evidence: `stat ${entry.path}: ${entry.error ?? `${entry.mode} ${entry.owner}`}`,
          verdict: entry.error
            ? ('unknown' as const)
            : entry.owner === 'root' && /[0145][0145]$/.test(entry.mode)
              ? ('as wanted' as const)
              : ('otherwise' as const),
        })),
      ],
      `Set them again: sudo systemctl restart ${MODES_UNIT}; what lies inside: sudo chown root and chmod go-w.`,
    );
  },
});
