import type { SshdSettings } from '../../facts/sshd-effective.ts';
import { AUDITOR } from '../../policy/people.ts';
import { SSHD_DROP_IN } from '../../policy/render/sshd.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** What our own blocks say; anything else that differs between the two accounts and everybody is somebody else's block. */
const own = {
  admin: ['allowtcpforwarding', 'permitopen'],
  auditor: ['forcecommand', 'permittty'],
} as const;

export default defineControl({
  id: 'ssh.match-blocks-declared',
  layer: 'infrastructure',
  severity: 'high',
  title: 'No Match block loosens what holds for everybody',
  failureTitle: 'A Match block changes what holds for everybody',
  why: 'Plain sshd -T does not show what a Match block gives to one user, address or port: the classic place to hide a door.',
  references: ['https://man.openbsd.org/sshd_config#Match'],
  needs: ['sshdFiles', 'sshdEffective', 'sshdForAdmin', 'sshdForAuditor'],
  check({ sshdFiles, sshdEffective, sshdForAdmin, sshdForAuditor }, { admin }) {
    const foreign = sshdFiles
      .filter(({ path }) => path !== SSHD_DROP_IN)
      .flatMap(({ path, content }) =>
        (content ?? '')
          .split('\n')
          .flatMap((line) => (/^\s*"?match"?[\s=]/i.test(line) ? [`${path}: ${line.trim()}`] : [])),
      );
    const differing = [
      ...differences(sshdEffective, sshdForAdmin, own.admin).map((line) => `sshd -T -C user=${admin}: ${line}`),
      ...differences(sshdEffective, sshdForAuditor, own.auditor).map((line) => `sshd -T -C user=${AUDITOR}: ${line}`),
    ];
    const evidence = [`${sshdFiles.length} files of sshd: ${foreign.length} Match lines that are not ours`];
    if (foreign.length + differing.length > 0) {
      return fail([...evidence, ...foreign, ...differing], 'Remove the block, then: sudo systemctl reload ssh');
    }
    const unread = sshdFiles.filter(({ content, type }) => content === undefined && type !== 'absent');
    if (unread.length > 0)
      return cannotTell(unread.map(({ path, error }) => `${path}: ${error ?? 'not read'}`).join('; '));
    return pass(evidence);
  },
});

function differences(all: SshdSettings, one: SshdSettings, allowed: readonly string[]): string[] {
  return [...new Set([...Object.keys(all), ...Object.keys(one)])]
    .filter((keyword) => !allowed.includes(keyword) && `${all[keyword]}` !== `${one[keyword]}`)
    .map((keyword) => `${keyword} ${one[keyword] ?? '(none)'}, for everybody ${all[keyword] ?? '(none)'}`);
}
