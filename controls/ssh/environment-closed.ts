import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { PUT_BACK } from './_keywords.ts';

/** What Debian's sshd_config takes from a client: the language, and whether it likes colours. */
const harmless = ['LANG', 'LC_*', 'COLORTERM', 'NO_COLOR'];

export default defineControl({
  id: 'ssh.environment-closed',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'A client can set the language of its session and nothing else in its environment',
  failureTitle: 'A client can set more than the language in the environment of its session',
  why: 'LD_PRELOAD, BASH_ENV or GIT_SSH_COMMAND sent by a client turn a forced command into any command.',
  references: ['https://man.openbsd.org/sshd_config#AcceptEnv', 'CIS Debian 12 5.1.21'],
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }) {
    // sshd -T prints one line a pattern, and none when nothing is taken.
    const taken = (sshd.acceptenv ?? []).flatMap((value) => value.split(/\s+/));
    const set = sshd.setenv ?? [];
    const evidence = [
      `sshd -T: acceptenv ${taken.join(' ') || '(none)'}`,
      `sshd -T: setenv ${set.join(' ') || '(none)'}`,
    ];
    if (taken.some((pattern) => !harmless.includes(pattern)) || set.length > 0) return fail(evidence, PUT_BACK);
    if (sshd.port === undefined) return cannotTell('sshd -T did not report its settings');
    return pass(evidence);
  },
});
