import { defineControl, fail, pass } from '../control.ts';

/** agetty(8) and Debian's own texts: names of the system, its release, its kernel and its machine. */
const TELLS = /\\[mrsvSnoOlU]|Debian|GNU|Linux|\b\d+\.\d+/i;

const file = (path: string, content: string) => ({ path, content, mode: '0644', owner: 'root', group: 'root' });

export default defineControl({
  id: 'system.release-not-told',
  layer: 'infrastructure',
  severity: 'low',
  title: 'The login prompt does not say what runs here',
  failureTitle: 'The login prompt says what runs here',
  why: 'Name and release of the system, shown before anybody has logged in, are the first thing an intruder looks up flaws by.',
  references: ['CIS Debian 12 1.6.1, 1.6.2, 1.6.3'],
  wants: () => ({
    files: [
      file('/etc/issue', 'This system is private. Use is logged. If you are not authorized, disconnect now.\n\n'),
      file('/etc/motd', ''),
    ],
  }),
  needs: ['banners'],
  check({ banners }) {
    const told = Object.entries(banners).flatMap(([path, text]) => {
      const words = TELLS.exec(text)?.[0];
      return words === undefined ? [] : [`${path}: says ${words}`];
    });
    if (told.length > 0) return fail(told, './sclerite converge puts our own texts back');
    return pass(Object.entries(banners).map(([path, text]) => `${path}: ${text.trim().split('\n')[0] || '(empty)'}`));
  },
});
