import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Who logged in when, and what was installed: programs of every user read these. Nothing in them is anybody's secret. */
const forAll = [
  /^\/var\/log\/(wtmp|lastlog|faillog)(\.\d+)?$/,
  /^\/var\/log\/(alternatives|dpkg|bootstrap|fontconfig)\.log(\.\d+)?(\.gz)?$/,
  /^\/var\/log\/apt\/(history|eipp)\.log(\.\d+)?([.]xz|[.]gz)?$/,
];

export default defineControl({
  id: 'system.logs-private',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Logs are written by the system alone, and read by who must',
  failureTitle: 'A log can be read or written by anybody',
  why: 'Logs name people, addresses and mistakes; and a log that an intruder can write to is no evidence.',
  references: ['ANSSI BP-028 R50', 'ANSSI BP-028 R71'],
  needs: ['logFiles'],
  check({ logFiles }) {
    const files = logFiles.filter(({ type }) => type === 'file' || type === 'directory');
    const others = (mode: string) => Number.parseInt(mode, 8) & 0o7;
    const closed = files.filter(({ type, mode }) => type === 'directory' && (others(mode) & 0o1) === 0);
    const isBehindDoor = (path: string) => closed.some((folder) => path.startsWith(`${folder.path}/`));
    const wrong = files.flatMap(({ path, type, mode, owner, group }) => {
      if (isBehindDoor(path)) return [];
      const line = `stat ${path}: ${mode} ${owner}:${group}`;
      if ((others(mode) & 0o2) !== 0) return [`${line}, everybody can write`];
      const isOpen = type === 'file' && (others(mode) & 0o4) !== 0 && !forAll.some((known) => known.test(path));
      return isOpen ? [`${line}, everybody can read`] : [];
    });
    if (wrong.length > 0) return fail(wrong, 'sudo chmod o-rwx FILE; if it comes back, find who makes it');
    const unread = logFiles.filter(({ error }) => error !== undefined);
    if (unread.length > 0) return cannotTell(unread.map(({ path, error }) => `${path}: ${error}`).join('; '));
    return files.length > 0 ? pass([`stat: ${files.length} in /var/log`]) : cannotTell('there is nothing in /var/log');
  },
});
