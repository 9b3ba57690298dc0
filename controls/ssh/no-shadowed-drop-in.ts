import type { FileEntry } from '../../facts/fact.ts';
import { SSHD_DROP_IN } from '../../policy/render/sshd.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const MAIN = '/etc/ssh/sshd_config';

export default defineControl({
  id: 'ssh.no-shadowed-drop-in',
  layer: 'infrastructure',
  severity: 'high',
  title: "Nothing comes before Sclerite's sshd settings",
  failureTitle: "Another file comes before Sclerite's sshd settings",
  why: 'sshd keeps the first value it reads: a drop-in that sorts earlier, or a line above the Include, silently wins over the next change of ours.',
  references: ['https://man.openbsd.org/sshd_config#DESCRIPTION', 'https://man.openbsd.org/sshd_config#Include'],
  needs: ['sshdFiles'],
  check({ sshdFiles }) {
    const main = sshdFiles.find(({ path }) => path === MAIN);
    const ours = sshdFiles.find(({ path }) => path === SSHD_DROP_IN);
    const unread = sshdFiles.filter(({ error }) => error !== undefined).map(({ path, error }) => `${path}: ${error}`);
    const own = keywordsOf(ours);
    const earlier = sshdFiles
      .filter(({ path }) => path !== MAIN && path < SSHD_DROP_IN)
      .map(({ path, ...file }) => ({
        path,
        taken: keywordsOf({ path, ...file }).filter((keyword) => own.includes(keyword)),
      }));
    const aboveInclude = linesOf(main).slice(0, Math.max(0, linesOf(main).findIndex(isOurInclude)));
    const shadows = [
      ...earlier
        .filter(({ taken }) => taken.length > 0)
        .map(({ path, taken }) => `${path} is read first and sets ${taken.join(', ')}`),
      ...aboveInclude
        .map(keywordOf)
        .filter((keyword) => own.includes(keyword))
        .map((keyword) => `${MAIN} sets ${keyword} above its Include`),
      ...(main?.content !== undefined && !linesOf(main).some(isOurInclude)
        ? [`${MAIN} does not include ${SSHD_DROP_IN}`]
        : []),
      ...(ours === undefined || ours.type === 'absent' ? [`${SSHD_DROP_IN} is missing`] : []),
    ];
    const evidence = sshdFiles.map(({ path, size }) => `${path}: ${size} bytes`);
    if (shadows.length > 0)
      return fail([...evidence, ...shadows], 'Remove what stands before it, or move it to a file that sorts later.');
    if (unread.length > 0) return cannotTell(unread.join('; '));
    if (main?.content === undefined || ours?.content === undefined)
      return cannotTell(`${MAIN} or ${SSHD_DROP_IN} came without its text`);
    return pass([
      ...evidence,
      `${SSHD_DROP_IN} is the first of ${sshdFiles.length} files that sets any of its ${own.length} keywords`,
    ]);
  },
});

const linesOf = (file: FileEntry | undefined): readonly string[] =>
  (file?.content ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** `Keyword value`, `Keyword=value`, `"Keyword" value`: all the same to sshd. */
const keywordOf = (line: string) => (/^"?([A-Za-z0-9]+)/.exec(line)?.[1] ?? '').toLowerCase();

const keywordsOf = (file: FileEntry | undefined) =>
  [...new Set(linesOf(file).map(keywordOf))].filter((keyword) => keyword !== 'match');

const isOurInclude = (line: string) => /^include\s.*\/etc\/ssh\/sshd_config\.d\/\*\.conf/i.test(line);
