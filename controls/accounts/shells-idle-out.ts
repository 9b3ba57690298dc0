import { cannotTell, defineControl, fail, pass } from '../control.ts';

const IDLE_SECONDS = 900;
const FILE = '/etc/profile.d/sclerite.sh';

export default defineControl({
  id: 'accounts.shells-idle-out',
  layer: 'infrastructure',
  severity: 'low',
  title: `A shell that nobody types in ends after ${IDLE_SECONDS / 60} minutes`,
  failureTitle: 'A shell that nobody types in stays open',
  why: 'A root shell in a forgotten terminal is root for whoever sits down there.',
  references: ['ANSSI BP-028 R32', 'CIS Debian 12 5.4.3.2'],
  // Read by login shells; a command over SSH is none, and a tunnel has no shell at all.
  wants: () => ({
    files: [
      {
        path: FILE,
        content: `# Owned by Sclerite and replaced as a whole.\nTMOUT=${IDLE_SECONDS}\nreadonly TMOUT\nexport TMOUT\n`,
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
    ],
  }),
  needs: ['shellProfiles'],
  check({ shellProfiles }) {
    const lines = shellProfiles.flatMap(({ path, content }) =>
      (content ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => /\bTMOUT\b/.test(line) && !line.startsWith('#'))
        .map((line) => ({ path, line })),
    );
    const evidence = lines.map(({ path, line }) => `${path}: ${line}`);
    const unread = shellProfiles.filter(({ content }) => content === undefined).map(({ path }) => path);
    const values = lines.flatMap(({ line }) => /TMOUT=(\d+)/.exec(line)?.[1] ?? []).map(Number);
    const isFixed = lines.some(({ line }) => /^(readonly|declare -r\w*) TMOUT/.test(line));
    if (values.some((value) => value < 1 || value > IDLE_SECONDS) || lines.some(({ line }) => /^unset\b/.test(line)))
      return fail(evidence, `Only ${FILE} may set TMOUT: take the other line out.`);
    if (unread.length > 0) return cannotTell(`not read: ${unread.join(', ')}`);
    if (values.length === 0 || !isFixed)
      return fail([...evidence, 'no readonly TMOUT'], `Put ${FILE} back: run ./sclerite converge.`);
    return pass(evidence);
  },
});
