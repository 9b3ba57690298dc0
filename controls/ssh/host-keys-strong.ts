import { HOST_KEY_FILE } from '../../facts/host-key.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** The one key that host-key-own wants; every other one would be a second identity that nobody pins. */
const demanded = { type: 'ED25519', bits: 256 } as const;

export default defineControl({
  id: 'ssh.host-keys-strong',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The only host key is an Ed25519 key',
  failureTitle: 'There are weaker or further host keys',
  why: 'A forgotten RSA key of an old image can be the same on a thousand servers, and a weak one lets others pose as this one.',
  references: ['https://man.openbsd.org/sshd_config#HostKey', 'https://www.ssh-audit.com/hardening_guides.html'],
  needs: ['hostKeyFiles'],
  check({ hostKeyFiles: files }) {
    const evidence = files.map(({ path, type, bits }) => `ssh-keygen -l: ${path} ${type} ${bits}`);
    const wrong = files.filter(
      ({ path, type, bits }) => path !== HOST_KEY_FILE || type !== demanded.type || bits !== demanded.bits,
    );
    if (wrong.length > 0)
      return fail(evidence, `Remove ${wrong.map(({ path }) => path).join(', ')} and the .pub beside it.`);
    if (files.length === 0) return cannotTell('no host key lies in /etc/ssh');
    return pass(evidence);
  },
});
