import { defineControl, fail, pass } from '../control.ts';

const DAY = 86_400;

export default defineControl({
  id: 'fail2ban.recidive-on',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Whoever is banned again and again is banned for days, from every port',
  failureTitle: 'Repeated offenders are not banned for longer',
  why: 'Slow guessers wait until a ban ends; what they cannot wait for is a week.',
  references: ['https://github.com/fail2ban/fail2ban/blob/1.1.0/config/jail.conf'],
  wants: () => ({
    fail2ban: {
      recidive: {
        enabled: 'true',
        backend: 'polling',
        logpath: '/var/log/fail2ban.log',
        banaction: '%(banaction_allports)s',
        bantime: '1w',
        findtime: '1d',
        maxretry: '3',
      },
    },
  }),
  needs: ['fail2ban'],
  check({ fail2ban: { jails, details } }) {
    const jail = details.recidive;
    if (!jail)
      return fail(
        [`fail2ban status: jails ${jails.join(', ') || '(none)'}`],
        'sudo fail2ban-client reload, or ./sclerite converge',
      );
    const evidence = [
      `fail2ban get recidive: bantime ${jail.banSeconds} s (at least ${DAY}), reads ${jail.logFiles.join(', ') || '(no file)'}, ${jail.patterns} patterns`,
      `fail2ban get recidive actions: ${Object.keys(jail.actions).join(', ') || '(none)'}`,
    ];
    const isLongEnough = jail.banSeconds < 0 || jail.banSeconds >= DAY;
    if (!isLongEnough || jail.logFiles.length === 0 || jail.patterns === 0 || Object.keys(jail.actions).length === 0) {
      return fail(evidence, 'Put back /etc/fail2ban/jail.d/sclerite.local (./sclerite converge) and restart fail2ban.');
    }
    return pass(evidence);
  },
});
