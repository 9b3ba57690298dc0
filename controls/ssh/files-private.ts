import { guardedModes } from '../_guarded-modes.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'ssh.files-private',
  layer: 'infrastructure',
  severity: 'medium',
  title: "Only root may read or write sshd's settings",
  failureTitle: "Others than root may read or write sshd's settings",
  why: 'Who may write them decides who logs in; who may read them knows which way to try.',
  references: ['https://man.openbsd.org/sshd_config', 'CIS Debian 12 5.1.1'],
  wants: guardedModes,
  needs: ['sshdFiles'],
  check({ sshdFiles }) {
    const files = sshdFiles.filter(({ type }) => type !== 'absent');
    const evidence = files.map(({ path, mode, owner, group }) => `stat ${path}: ${mode} ${owner}:${group}`);
    const open = files.filter(
      ({ mode, owner, group }) => owner !== 'root' || group !== 'root' || !/^0[0-7]00$/.test(mode),
    );
    if (files.length === 0) return cannotTell('no file of sshd was read');
    if (open.length > 0) {
      return fail(
        evidence,
        `Close them: sudo chown root:root and sudo chmod 0600 ${open.map(({ path }) => path).join(' ')}`,
      );
    }
    return pass(evidence);
  },
});
