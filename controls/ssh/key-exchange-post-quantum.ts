import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { CLASSICAL, isPostQuantum, POST_QUANTUM } from './_key-exchange.ts';
import { PUT_BACK } from './_keywords.ts';

export default defineControl({
  id: 'ssh.key-exchange-post-quantum',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'SSH agrees on its keys in a post-quantum way, before all others or alone, as declared',
  failureTitle: 'SSH agrees on its keys in another way than declared',
  why: 'A session that somebody records today can be read on the day of the first large quantum computer, sudo password and all.',
  references: ['https://www.openssh.com/pq.html', 'https://www.ssh-audit.com/hardening_guides.html'],
  wants: ({ keyExchange }) => ({
    sshd: {
      KexAlgorithms: [...POST_QUANTUM, ...(keyExchange === 'post-quantum-only' ? [] : [CLASSICAL])].join(','),
    },
  }),
  needs: ['sshdEffective', 'outsideSsh'],
  check({ sshdEffective: sshd, outsideSsh: { kex } }, { keyExchange }) {
    const isOnly = keyExchange === 'post-quantum-only';
    const offered = sshd.kexalgorithms?.[0]?.split(',').filter(Boolean);
    const evidence = [
      `sshd -T: kexalgorithms ${offered?.join(',') ?? '(not reported)'}`,
      `agreed on with this machine: ${kex || '(not told)'}`,
    ];
    const firstClassical = offered?.findIndex((name) => !isPostQuantum(name)) ?? -1;
    const isBehind = offered?.slice(Math.max(firstClassical, 0)).some(isPostQuantum) && firstClassical >= 0;
    if (offered && (firstClassical === 0 || isBehind || (isOnly && firstClassical > 0)))
      return fail(evidence, PUT_BACK);
    // What was agreed on is what the running daemon still takes.
    if (isOnly && kex !== '' && !isPostQuantum(kex))
      return fail(evidence, 'sshd runs older settings than those on its disk: sudo systemctl reload ssh');
    if (!offered?.length || (isOnly && kex === '')) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
