import { defineControl, fail, pass } from '../control.ts';

/** apt-daily looks twice a day, each time up to 12 h late; two days without success are a fault, one more is patience. */
const LIMIT_DAYS = 3;

export default defineControl({
  id: 'updates.lists-fresh',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The server knows of the latest updates',
  failureTitle: 'The server has not heard of updates for days',
  why: 'Without fresh lists there is nothing to install, and "0 updates pending" is a claim about last week. A dead mirror or a full disk looks exactly like a patched server.',
  references: ['https://manpages.debian.org/trixie/apt/apt-get.8.en.html'],
  needs: ['updateStamps'],
  check({ updateStamps: { listsCheckedAt, at } }) {
    const days = (at - listsCheckedAt) / 86_400;
    const evidence = [`/var/lib/apt: lists renewed or found current ${days.toFixed(1)} days ago`];
    return days > LIMIT_DAYS
      ? fail(
          evidence,
          "See what stops it: sudo apt-get update; and the timer's last run: journalctl -u apt-daily.service",
        )
      : pass(evidence);
  },
});
