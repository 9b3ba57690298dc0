import { createHash } from 'node:crypto';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { PUT_BACK } from './_keywords.ts';

const FILE = '/etc/issue.net';

/** No name, no version, no owner: it is read by strangers. */
const TEXT = `This system is private. Access is for authorized users only. Use is logged and monitored; whoever goes
on without authorization may be prosecuted. If you are not authorized, disconnect now.
`;
const DIGEST = createHash('sha256').update(TEXT).digest('hex');

export default defineControl({
  id: 'ssh.banner-shown',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Whoever logs in is told that this system is private, and nothing about it',
  failureTitle: 'Whoever logs in is told nothing, or too much',
  why: "Debian's own text names the release to every stranger; and in some courts nobody trespassed who was not told.",
  references: ['https://man.openbsd.org/sshd_config#Banner', 'CIS Debian 12 1.6.3, 5.1.5'],
  wants: () => ({
    sshd: { Banner: FILE },
    files: [{ path: FILE, content: TEXT, mode: '0644', owner: 'root', group: 'root' }],
  }),
  needs: ['sshdEffective', 'hostFiles'],
  check({ sshdEffective: sshd, hostFiles }) {
    const [shown] = sshd.banner ?? [];
    const file = hostFiles[FILE];
    const evidence = [
      `sshd -T: banner ${shown ?? '(not reported)'}`,
      `sha256sum ${FILE}: ${file?.sha256 ?? '(not read)'}`,
    ];
    const isOther = file?.type === 'absent' || (file?.sha256 !== undefined && file.sha256 !== DIGEST);
    if ((shown !== undefined && shown !== FILE) || isOther) return fail(evidence, PUT_BACK);
    if (shown === undefined || file?.sha256 === undefined) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
