import { cannotTell, defineControl, fail, pass } from '../control.ts';

const MINUTE = 60;
const limits = { banSeconds: 10 * MINUTE, findSeconds: 10 * MINUTE, maxRetry: 5 } as const;

export default defineControl({
  id: 'fail2ban.ban-policy',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Five failures in ten minutes are a ban, and each further ban is longer',
  failureTitle: 'Bans come too late, are too short, or do not grow',
  why: 'A guesser who is let in again after a minute loses nothing; an operator who mistyped must not be out for a day.',
  references: ['https://manpages.debian.org/trixie/fail2ban/jail.conf.5.en.html'],
  wants: () => ({
    fail2ban: {
      DEFAULT: {
        bantime: '15m',
        findtime: '10m',
        maxretry: '5',
        'bantime.increment': 'true',
        'bantime.maxtime': '1w',
      },
    },
  }),
  needs: ['fail2ban'],
  check({ fail2ban: { details } }) {
    const jail = details.sshd;
    if (!jail) return cannotTell('the sshd jail does not run');
    const { banSeconds, findSeconds, maxRetry, growsBans } = jail;
    const evidence = [
      `fail2ban get sshd: bantime ${banSeconds} s (at least ${limits.banSeconds}), findtime ${findSeconds} s (at least ${limits.findSeconds}), maxretry ${maxRetry} (at most ${limits.maxRetry})`,
      `fail2ban get sshd bantime.increment: ${growsBans}`,
    ];
    const isLongEnough = banSeconds < 0 || banSeconds >= limits.banSeconds;
    if (!isLongEnough || findSeconds < limits.findSeconds || maxRetry > limits.maxRetry || !growsBans) {
      return fail(evidence, 'Put back /etc/fail2ban/jail.d/sclerite.local (./sclerite converge) and restart fail2ban.');
    }
    return pass(evidence);
  },
});
