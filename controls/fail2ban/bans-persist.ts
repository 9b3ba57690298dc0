import { cannotTell, defineControl, fail, pass } from '../control.ts';

const DAY = 86_400;
/** fail2ban.ban-policy lets a ban grow to a week; what is purged earlier is forgotten at the next restart. */
const LONGEST_BAN = 7 * DAY;
/** Read after fail2ban.conf, and the last value wins. */
export const FAIL2BAN_STORE = '/etc/fail2ban/fail2ban.d/sclerite.local';

export default defineControl({
  id: 'fail2ban.bans-persist',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Bans outlive a restart, the longest ones too',
  failureTitle: 'Bans are forgotten at a restart',
  why: 'The server reboots by itself after updates. Debian keeps bans for a day: a week\u2019s ban would end with the next reboot, and the count of repeated bans with it.',
  references: ['https://manpages.debian.org/trixie/fail2ban/jail.conf.5.en.html'],
  wants: () => ({
    packages: ['fail2ban'],
    files: [
      {
        path: FAIL2BAN_STORE,
        content:
          '# Owned by Sclerite and replaced as a whole.\n[DEFAULT]\ndbfile = /var/lib/fail2ban/fail2ban.sqlite3\ndbpurgeage = 8d\n',
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
    ],
  }),
  needs: ['fail2ban'],
  check({ fail2ban: { dbFile, dbPurgeSeconds } }) {
    if (dbFile === undefined) return cannotTell('fail2ban was not asked for its memory');
    const evidence = [
      `fail2ban get dbfile: ${dbFile ?? 'None'}`,
      `fail2ban get dbpurgeage: ${dbPurgeSeconds ?? '(none)'} s (at least ${LONGEST_BAN})`,
    ];
    // `:memory:` is SQLite's name for a database that ends with its process.
    if (dbFile === null || !dbFile.startsWith('/') || (dbPurgeSeconds ?? 0) < LONGEST_BAN)
      return fail(evidence, `Put back ${FAIL2BAN_STORE} (./sclerite converge) and restart fail2ban.`);
    return pass(evidence);
  },
});
