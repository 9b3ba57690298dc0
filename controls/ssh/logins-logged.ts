import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** From INFO on, every login leaves its user, address and key fingerprint; VERBOSE adds the keys that were refused. */
const enough = ['INFO', 'VERBOSE'];

export default defineControl({
  id: 'ssh.logins-logged',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Every login leaves its key in the log',
  failureTitle: 'Logins leave too little in the log',
  why: 'Without user, address and fingerprint nobody can tell afterwards which key came in, and fail2ban has nothing to read.',
  references: ['https://man.openbsd.org/sshd_config#LogLevel', 'CIS Debian 12 5.1.14'],
  wants: () => ({ sshd: { LogLevel: 'VERBOSE' } }),
  needs: ['sshdEffective'],
  check({ sshdEffective: sshd }) {
    const level = sshd.loglevel?.[0];
    const evidence = [`sshd -T: loglevel ${level ?? '(not reported)'}`];
    if (level === undefined) return cannotTell(evidence.join());
    if (!enough.includes(level))
      return fail(evidence, 'Put back /etc/ssh/sshd_config.d/00-sclerite.conf: run ./sclerite converge.');
    return pass(evidence);
  },
});
