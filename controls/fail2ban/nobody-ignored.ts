import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'fail2ban.nobody-ignored',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'No address but loopback and the declared ones is exempt from bans',
  failureTitle: 'Addresses are exempt from bans that nobody declared',
  why: 'An exemption is made for a moment and stays; a wide one switches the guard off without stopping it.',
  references: ['https://manpages.debian.org/trixie/fail2ban/jail.conf.5.en.html'],
  wants: ({ exempt = [] }) => ({ fail2ban: { DEFAULT: { ignoreip: ['127.0.0.1/8', '::1', ...exempt].join(' ') } } }),
  needs: ['fail2ban'],
  check({ fail2ban: { details } }, { exempt: declared = [] }) {
    const jail = details.sshd;
    if (!jail) return cannotTell('the sshd jail does not run');
    const known = declared.map(alone);
    const exempt = jail.ignoredAddresses.filter(
      (address) => !/^(127\.|::1$|::1\/128$)/.test(address) && !known.includes(alone(address)),
    );
    const evidence = [
      `fail2ban get sshd ignoreip: ${jail.ignoredAddresses.join(', ') || '(none)'}`,
      ...(declared.length > 0 ? [`declared: ${declared.join(', ')}`] : []),
    ];
    if (exempt.length > 0)
      return fail(evidence, `Remove them: sudo fail2ban-client set sshd delignoreip ${exempt.join(' ')}`);
    return pass(evidence);
  },
});

/** fail2ban writes a block of one address without its prefix. */
const alone = (address: string) => address.replace(/^([\d.]+)\/32$|^([\da-f:]+)\/128$/i, '$1$2');
