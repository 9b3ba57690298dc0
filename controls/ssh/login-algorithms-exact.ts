import type { Declared } from '../../policy/declared.ts';
import { AUDITOR } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { PUT_BACK } from './_keywords.ts';

/** An RSA key signs with SHA-2 only. */
const algorithmsOf = (type: string) => (type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type]);

/** Exactly what the declared keys need: a stolen CA key, or a key of a kind that nobody here has, opens nothing. */
const algorithms = ({ operatorKeys, auditorKeys }: Pick<Declared, 'operatorKeys' | 'auditorKeys'>) =>
  [...new Set([...operatorKeys, ...auditorKeys].flatMap((key) => algorithmsOf(key.split(' ', 1)[0] ?? '')))].sort();

export default defineControl({
  id: 'ssh.login-algorithms-exact',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'sshd takes signatures of the declared kinds of keys only',
  failureTitle: 'sshd takes signatures that no declared key makes',
  why: 'Certificates, SHA-1 signatures and kinds of keys that nobody here has are doors that wait for a mistake.',
  references: ['https://man.openbsd.org/sshd_config#PubkeyAcceptedAlgorithms'],
  wants: (declared) => ({
    sshd: { PubkeyAcceptedAlgorithms: algorithms(declared).join(','), HostbasedAcceptedAlgorithms: 'ssh-ed25519' },
  }),
  needs: ['sshdEffective', 'sshdForAuditor'],
  check({ sshdEffective, sshdForAuditor }, declared) {
    const wanted = algorithms(declared);
    const views = [
      ['sshd -T', sshdEffective.pubkeyacceptedalgorithms?.[0]],
      [`sshd -T -C user=${AUDITOR}`, sshdForAuditor.pubkeyacceptedalgorithms?.[0]],
    ] as const;
    const evidence = views.map(([from, value]) => `${from}: pubkeyacceptedalgorithms ${value ?? '(not reported)'}`);
    const isOther = (value: string | undefined) =>
      value !== undefined && value.split(',').sort().join() !== wanted.join();
    if (views.some(([, value]) => isOther(value)))
      return fail([...evidence, `wanted is ${wanted.join(',')}`], PUT_BACK);
    if (views.some(([, value]) => value === undefined)) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
