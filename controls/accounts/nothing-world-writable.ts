import type { LooseFile } from '../../facts/loose-files.ts';
import { defineControl, fail, pass } from '../control.ts';

const SHOWN = 20;

/** Everybody may write into a directory with the sticky bit, and each removes only what is his. A socket's mode says who may talk. */
const isFine = ({ type, mode }: LooseFile) => type === 's' || (type === 'd' && /^1\d{3}$/.test(mode));

export default defineControl({
  id: 'accounts.nothing-world-writable',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Everybody may write into the sticky directories, and nowhere else',
  failureTitle: 'Everybody may write where only one should',
  why: 'The agent is everybody too: what everybody may write, it may change, for root to run or to read.',
  references: ['ANSSI BP-028 R54', 'CIS Debian 12 7.1.11'],
  needs: ['looseFiles'],
  check({ looseFiles: { worldWritable } }) {
    const open = worldWritable.filter((file) => !isFine(file));
    const evidence = [
      `find / -perm -0002: ${worldWritable.length}, ${open.length} of them neither sticky nor a socket`,
    ];
    if (open.length === 0) return pass(evidence);
    return fail(
      [...evidence, ...open.slice(0, SHOWN).map(({ path, mode, owner }) => `find: ${path} ${mode} ${owner}`)],
      'Close them: sudo chmod o-w PATH',
    );
  },
});
