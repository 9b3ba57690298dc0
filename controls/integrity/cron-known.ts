import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.cron-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every job of cron and at comes from a package or is wanted',
  failureTitle: 'cron or at has a job that nobody here knows',
  why: "A line in a crontab is an intruder's alarm clock: whatever is cleaned up comes back with the next minute.",
  references: ['https://attack.mitre.org/techniques/T1053/003/', 'CIS Debian 12 2.4.1'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(facts, 'cron', 'the folders of cron and at', 'Read it, find out who put it there, then remove it'),
});
