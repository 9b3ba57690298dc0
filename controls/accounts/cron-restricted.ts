import { cannotTell, defineControl, fail, pass } from '../control.ts';

const FILE = '/etc/cron.allow';

export default defineControl({
  id: 'accounts.cron-restricted',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Only root may leave commands to cron',
  failureTitle: 'Others than root may leave commands to cron',
  why: 'A crontab is a place to come back from: an agent that was thrown out would be there again the next minute.',
  references: ['https://attack.mitre.org/techniques/T1053/003/', 'CIS Debian 12 2.4.1.8'],
  // crontab, which runs as its caller, may not even read it, and then refuses.
  wants: () => ({ files: [{ path: FILE, content: 'root\n', mode: '0600', owner: 'root', group: 'root' }] }),
  needs: ['scheduleLists', 'guardedPaths'],
  check({ scheduleLists, guardedPaths }) {
    const allowed = scheduleLists[FILE];
    const tables = Object.values(guardedPaths).filter(
      ({ path, type }) => path.startsWith('/var/spool/cron/crontabs/') && type !== 'absent',
    );
    const evidence = [
      `${FILE}: ${allowed?.join(' ') ?? '(absent: everybody who is not denied)'}`,
      ...tables.map(({ path, owner }) => `${path}: of ${owner}`),
    ];
    const others = tables.filter(({ path }) => !path.endsWith('/root'));
    if (allowed === undefined || allowed.some((name) => name !== 'root') || others.length > 0) {
      return fail(
        evidence,
        'Take the others out: sudo crontab -r -u NAME; cron.allow comes back with ./sclerite converge.',
      );
    }
    if (guardedPaths['/var/spool/cron/crontabs'] === undefined)
      return cannotTell('nobody looked into /var/spool/cron/crontabs');
    return pass(evidence);
  },
});
