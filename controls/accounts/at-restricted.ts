import { defineControl, fail, pass } from '../control.ts';

const FILE = '/etc/at.allow';

export default defineControl({
  id: 'accounts.at-restricted',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Only root may leave commands to at, should it ever be installed',
  failureTitle: 'Others than root may leave commands to at',
  why: 'at is cron for one time only: a job of next week is a way back that no list of running processes shows.',
  references: ['https://attack.mitre.org/techniques/T1053/002/', 'CIS Debian 12 2.4.2.1'],
  wants: () => ({ files: [{ path: FILE, content: 'root\n', mode: '0600', owner: 'root', group: 'root' }] }),
  needs: ['scheduleLists'],
  check({ scheduleLists: { [FILE]: allowed } }) {
    const evidence = [`${FILE}: ${allowed?.join(' ') ?? '(absent: everybody who is not denied)'}`];
    return allowed?.every((name) => name === 'root')
      ? pass(evidence)
      : fail(evidence, `Put ${FILE} back: run ./sclerite converge.`);
  },
});
