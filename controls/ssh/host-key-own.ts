import { HOST_KEY_FILE } from '../../facts/host-key.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const OTHER_KEYS = ['rsa', 'ecdsa'].flatMap((type) => [
  `/etc/ssh/ssh_host_${type}_key`,
  `/etc/ssh/ssh_host_${type}_key.pub`,
]);

export default defineControl({
  id: 'ssh.host-key-own',
  layer: 'infrastructure',
  severity: 'critical',
  title: "The server's host key is the one it made itself, and it is pinned",
  failureTitle: "The server's host key is not the pinned one",
  why: 'The throwaway key of the first minutes lay in user_data, which every process on the server could read; whoever has it can pose as the server.',
  references: [
    'https://man.openbsd.org/sshd_config#HostKey',
    'https://cloudinit.readthedocs.io/en/latest/reference/modules.html#ssh',
  ],
  wants: () => ({ sshd: { HostKey: HOST_KEY_FILE }, absent: OTHER_KEYS }),
  needs: ['hostKey', 'outsideSsh', 'sshdEffective'],
  check({ hostKey, outsideSsh, sshdEffective: sshd }, { pinnedHostKeys }) {
    const evidence = [
      `${HOST_KEY_FILE}: ${hostKey}`,
      `shown to the outside: ${outsideSsh.hostKey}`,
      `sshd -T: hostkey ${sshd.hostkey?.join(' ') ?? '(not reported)'}`,
    ];
    if (pinnedHostKeys.length === 0) return cannotTell('no host key is pinned yet: the handover has not run');
    const wrong = [
      ...(pinnedHostKeys.includes(hostKey) ? [] : ['the key on the disk is not pinned']),
      ...(pinnedHostKeys.includes(outsideSsh.hostKey) ? [] : ['the key shown to the outside is not pinned']),
      ...(sshd.hostkey ?? []).filter((path) => path !== HOST_KEY_FILE).map((path) => `sshd also uses ${path}`),
    ];
    if (wrong.length > 0) {
      return fail(
        [...evidence, ...wrong],
        'If nobody changed it on purpose, treat the server as taken over; else run ./sclerite converge.',
      );
    }
    if (sshd.hostkey === undefined) return cannotTell('sshd -T did not report its host keys');
    return pass(evidence);
  },
});
