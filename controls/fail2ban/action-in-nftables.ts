import { cannotTell, defineControl, fail, pass } from '../control.ts';

const TABLE = 'f2b-table';

export default defineControl({
  id: 'fail2ban.action-in-nftables',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'A ban becomes a rule in nftables',
  failureTitle: 'A ban does not become a rule in nftables',
  why: 'A jail without an action, or with one for a packet filter that is not there, writes a log line and lets the attacker go on.',
  references: ['https://github.com/fail2ban/fail2ban/blob/1.1.0/config/action.d/nftables.conf'],
  wants: () => ({
    packages: ['nftables'],
    fail2ban: { DEFAULT: { banaction: 'nftables[type=multiport]', banaction_allports: 'nftables[type=allports]' } },
  }),
  needs: ['fail2ban', 'nftRuleset'],
  check({ fail2ban: { details }, nftRuleset: { sets } }) {
    const jail = details.sshd;
    if (!jail) return cannotTell('the sshd jail does not run');
    const actions = Object.entries(jail.actions);
    const real = actions.filter(([, command]) => /^(nft|<nftables>) add element /.test(command));
    const bans = sets.filter((set) => set.table === TABLE && /^addr6?-set-sshd$/.test(set.name));
    const evidence = [
      `fail2ban get sshd actions: ${actions.map(([name]) => name).join(', ') || '(none)'}`,
      `fail2ban get sshd banip: ${jail.banned.length} addresses; nft: ${bans.map(({ name }) => `${TABLE} ${name}`).join(', ') || 'no set of bans yet'}`,
    ];
    if (real.length === 0)
      return fail(evidence, 'Put back /etc/fail2ban/jail.d/sclerite.local (./sclerite converge) and restart fail2ban.');
    // The table is made with the first ban.
    if (jail.banned.length > 0 && bans.length === 0) {
      return fail(evidence, 'The bans are not in the kernel: sudo systemctl restart fail2ban');
    }
    return pass(evidence);
  },
});
