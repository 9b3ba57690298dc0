import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'ssh.offers-keys-only',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'The running sshd offers strangers a public key and nothing else',
  failureTitle: 'The running sshd offers strangers other ways to log in',
  why: 'Files say what sshd would do after a reload; the answer to a stranger says what it does now.',
  references: ['https://www.rfc-editor.org/rfc/rfc4252#section-5.2'],
  wants: () => ({
    packages: ['openssh-server'],
    units: [
      {
        name: 'ssh.service',
        enabled: 'enabled',
        active: true,
        watches: ['/etc/ssh/sshd_config.d/00-sclerite.conf', '/etc/systemd/system/ssh.service.d/sandbox.conf'],
        onChange: 'reload',
      },
    ],
  }),
  needs: ['outsideSsh'],
  check({ outsideSsh: { methodsOffered } }) {
    const evidence = [`sshd's answer to a login by "none": ${methodsOffered.join(',') || '(nothing)'}`];
    if (methodsOffered.length === 0) return cannotTell('sshd named no method in its answer to a login by "none"');
    if (methodsOffered.some((method) => method !== 'publickey')) {
      return fail(evidence, 'sshd runs older settings than those on its disk: sudo systemctl reload ssh');
    }
    return pass(evidence);
  },
});
