import { PROGRAM_DIRECTORIES } from '../../facts/guarded-paths.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const known: readonly string[] = PROGRAM_DIRECTORIES;

export default defineControl({
  id: 'accounts.root-path-safe',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Root finds programs only where only root can put them',
  failureTitle: 'Root finds programs where others can put them',
  why: 'A dot, an empty word or a writable directory in the PATH, and root runs what somebody else has left there.',
  references: ['CIS Debian 12 5.4.2.5', 'https://attack.mitre.org/techniques/T1574/007/'],
  needs: ['guardedPaths', 'loginDefs', 'shellProfiles'],
  check({ guardedPaths, loginDefs, shellProfiles }) {
    const environment = shellProfiles.find(({ path }) => path === '/etc/environment')?.content ?? '';
    const paths = [
      ['/etc/login.defs ENV_SUPATH', loginDefs.ENV_SUPATH?.replace(/^PATH=/, '')],
      ['/etc/environment', /^\s*(?:export\s+)?PATH=["']?([^"'\n]*)/m.exec(environment)?.[1]],
    ] as const;
    const evidence = paths.map(([from, path]) => `${from}: ${path ?? '(not set)'}`);
    const odd = paths.flatMap(([from, path]) =>
      (path?.split(':') ?? [])
        .filter((directory) => !known.includes(directory))
        .map((directory) => `${from}: ${JSON.stringify(directory)} is no directory of the system`),
    );
    const entries = known.map((path) => ({ path, entry: guardedPaths[path] }));
    const open = entries.filter(
      ({ entry }) =>
        entry && entry.type === 'directory' && (entry.owner !== 'root' || !/[0145][0145]$/.test(entry.mode)),
    );
    evidence.push(
      ...odd,
      ...open.map(({ path, entry }) => `stat ${path}: ${entry?.mode} ${entry?.owner}:${entry?.group}`),
    );
    if (odd.length + open.length > 0)
      return fail(evidence, 'Take it out of the PATH, or: sudo chown root:root and chmod go-w.');
    const unseen = entries.filter(({ entry }) => entry === undefined || entry.error !== undefined);
    if (unseen.length > 0) return cannotTell(`not read: ${unseen.map(({ path }) => path).join(', ')}`);
    return pass([...evidence, `${known.join(', ')}: of root, and nobody else may write`]);
  },
});
