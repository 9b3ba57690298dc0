import { cannotTell, defineControl, fail, pass } from '../control.ts';

const demanded = {
  authenticationmethods: 'publickey',
  pubkeyauthentication: 'yes',
  hostbasedauthentication: 'no',
  gssapiauthentication: 'no',
  permitemptypasswords: 'no',
} as const;

export default defineControl({
  id: 'ssh.only-public-keys',
  layer: 'infrastructure',
  severity: 'high',
  title: 'A public key is the only way through sshd',
  failureTitle: 'sshd knows other ways in than a public key',
  why: 'Host-based, GSSAPI and empty passwords are doors nobody watches; naming the one method closes those of tomorrow as well.',
  references: ['https://man.openbsd.org/sshd_config#AuthenticationMethods', 'ANSSI BP-028 R79'],
  wants: () => ({
    sshd: {
      AuthenticationMethods: 'publickey',
      PubkeyAuthentication: 'yes',
      HostbasedAuthentication: 'no',
      GSSAPIAuthentication: 'no',
      PermitEmptyPasswords: 'no',
    },
  }),
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }) {
    const keys = Object.keys(demanded) as (keyof typeof demanded)[];
    const evidence = keys.map((key) => `sshd -T: ${key} ${sshd[key]?.[0] ?? '(not reported)'}`);
    if (keys.some((key) => sshd[key] !== undefined && sshd[key][0] !== demanded[key])) {
      return fail(
        evidence,
        'Put back /etc/ssh/sshd_config.d/00-sclerite.conf (./sclerite converge) and look for a file before it.',
      );
    }
    if (keys.some((key) => sshd[key] === undefined)) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
