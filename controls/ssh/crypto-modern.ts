import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { CLASSICAL, POST_QUANTUM } from './_key-exchange.ts';

/**
 * ssh-audit's policy "Hardened Debian 13 (version 1)" (ssh-audit 3.9.0), in its order. ChaCha20 is in it: the Terrapin attack needs
 * a side without strict key exchange, and OpenSSH has that since 9.6. One classical key exchange may stand at the end
 * (`ssh.key-exchange-post-quantum`): libraries such as ssh2 have no post-quantum one yet.
 */
const allowed = {
  kexalgorithms: [...POST_QUANTUM, CLASSICAL],
  ciphers: [
    'chacha20-poly1305@openssh.com',
    'aes256-gcm@openssh.com',
    'aes256-ctr',
    'aes192-ctr',
    'aes128-gcm@openssh.com',
    'aes128-ctr',
  ],
  macs: ['hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256-etm@openssh.com', 'umac-128-etm@openssh.com'],
  hostkeyalgorithms: ['ssh-ed25519'],
} as const;

const MIN_RSA_BITS = 3072;

export default defineControl({
  id: 'ssh.crypto-modern',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'sshd offers modern cryptography only',
  failureTitle: 'sshd offers cryptography that is weak or will be',
  why: 'What is recorded today can be read later: post-quantum key exchange comes first, and SHA-1, CBC and short keys are not offered.',
  references: ['https://www.ssh-audit.com/hardening_guides.html', 'ANSSI BP-028 R79', 'CVE-2023-48795'],
  wants: () => ({
    sshd: {
      Ciphers: allowed.ciphers.join(','),
      MACs: allowed.macs.join(','),
      HostKeyAlgorithms: allowed.hostkeyalgorithms.join(','),
      RequiredRSASize: `${MIN_RSA_BITS}`,
    },
  }),
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }) {
    const kinds = Object.keys(allowed) as (keyof typeof allowed)[];
    const evidence: string[] = [];
    const weak: string[] = [];
    const unknown: string[] = [];
    for (const kind of kinds) {
      const offered = sshd[kind]?.[0]?.split(',').filter(Boolean);
      evidence.push(`sshd -T: ${kind} ${offered?.join(',') ?? '(not reported)'}`);
      if (!offered?.length) unknown.push(kind);
      else weak.push(...offered.filter((name) => !(allowed[kind] as readonly string[]).includes(name)));
    }
    const bits = sshd.requiredrsasize?.[0];
    evidence.push(`sshd -T: requiredrsasize ${bits ?? '(not reported)'}`);
    if (bits === undefined) unknown.push('requiredrsasize');
    else if (Number(bits) < MIN_RSA_BITS) weak.push(`RSA keys of ${bits} bits`);
    if (weak.length > 0) {
      return fail(
        [...evidence, `not in the policy: ${weak.join(', ')}`],
        'Put back /etc/ssh/sshd_config.d/00-sclerite.conf: run ./sclerite converge.',
      );
    }
    if (unknown.length > 0) return cannotTell(`sshd -T did not report ${unknown.join(', ')}`);
    return pass(evidence);
  },
});
