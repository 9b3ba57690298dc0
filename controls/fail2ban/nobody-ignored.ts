import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'fail2ban.nobody-ignored',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'No address but loopback is exempt from bans',
  failureTitle: 'Some addresses are exempt from bans',
  why: 'An exemption is made for a moment and stays; a wide one switches the guard off without stopping it.',
  references: ['https://manpages.debian.org/trixie/fail2ban/jail.conf.5.en.html'],
  wants: () => ({ fail2ban: { DEFAULT: { ignoreip: '127.0.0.1/8 ::1' } } }),
  needs: ['fail2ban'],
  check({ fail2ban: { details } }) {
    const jail = details.sshd;
    if (!jail) return cannotTell('the sshd jail does not run');
    const exempt = jail.ignoredAddresses.filter((address) => !/^(127\.|::1$|::1\/128$)/.test(address));
    const evidence = [`fail2ban get sshd ignoreip: ${jail.ignoredAddresses.join(', ') || '(none)'}`];
    if (exempt.length > 0)
      return fail(evidence, `Remove them: sudo fail2ban-client set sshd delignoreip ${exempt.join(' ')}`);
    return pass(evidence);
  },
});
