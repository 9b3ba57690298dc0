import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'fail2ban.bans-enforced',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Whoever is banned is dropped by the kernel',
  failureTitle: 'Somebody is banned and the kernel lets the packets in',
  why: 'fail2ban believes what it once told nft. A firewall that was loaded anew knows nothing of it, and every list of bans still looks right.',
  references: ['https://github.com/fail2ban/fail2ban/blob/1.1.0/config/action.d/nftables.conf'],
  needs: ['fail2ban', 'packetBans'],
  check({ fail2ban: { details }, packetBans }) {
    const jails = Object.entries(details);
    const free = jails.flatMap(([jail, { banned }]) =>
      banned.filter((address) => !packetBans[jail]?.includes(address)).map((address) => ({ jail, address })),
    );
    const evidence = jails.map(
      ([jail, { banned }]) =>
        `fail2ban get ${jail} banip: ${banned.length}; nft f2b-table: ${packetBans[jail]?.length ?? 0} addresses`,
    );
    if (free.length > 0) {
      return fail(
        [
          ...evidence,
          ...free.slice(0, 20).map(({ jail, address }) => `${address}: banned by ${jail}, not in the kernel`),
        ],
        'Let it tell the kernel again: sudo systemctl restart fail2ban',
      );
    }
    return pass(evidence);
  },
});
