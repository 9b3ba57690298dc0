import { guardedModes, MODES_UNIT } from '../_guarded-modes.ts';
import { comparePath, judgePaths } from '../_path.ts';
import { defineControl } from '../control.ts';

const owned = { owner: 'root', group: 'root' } as const;

export default defineControl({
  id: 'accounts.sudoers-private',
  layer: 'infrastructure',
  severity: 'high',
  title: "Only root may read or write sudo's rules",
  failureTitle: "Others than root may read or write sudo's rules",
  why: 'One writable file among them is root for whoever may write it; a readable one shows which account is worth stealing.',
  references: ['https://www.sudo.ws/docs/man/sudoers.man/', 'ANSSI BP-028 R50'],
  wants: guardedModes,
  needs: ['guardedPaths'],
  check({ guardedPaths }) {
    const files = Object.values(guardedPaths).filter(
      ({ path, type }) => path.startsWith('/etc/sudoers.d/') && type !== 'absent',
    );
    return judgePaths(
      [
        comparePath(guardedPaths['/etc/sudoers'], { path: '/etc/sudoers', type: 'file', mode: '0440', ...owned }),
        comparePath(guardedPaths['/etc/sudoers.d'], {
          path: '/etc/sudoers.d',
          type: 'directory',
          mode: '0750',
          ...owned,
        }),
        ...files.map((entry) => comparePath(entry, { path: entry.path, type: 'file', mode: '0440', ...owned })),
      ],
      `Set them again: sudo systemctl restart ${MODES_UNIT}; a file: sudo chown root:root and chmod 0440.`,
    );
  },
});
