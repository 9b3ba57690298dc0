import { AUDITOR } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** What chage shows as "never". */
const NEVER_DAYS = 99_999;

export default defineControl({
  id: 'accounts.operators-never-expire',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Neither the admin nor the auditor is locked out by a date',
  failureTitle: 'The admin or the auditor will be locked out by a date',
  why: 'A generated password that nobody types does not wear out; one that expires closes SSH for its owner, converge and all.',
  references: ['https://pages.nist.gov/800-63-3/sp800-63b.html', 'https://man7.org/linux/man-pages/man5/shadow.5.html'],
  needs: ['shadow'],
  check({ shadow }, { admin }) {
    const entries = [admin, AUDITOR].map((name) => ({ name, entry: shadow.find((one) => one.name === name) }));
    const evidence = entries.map(
      ({ name, entry }) =>
        `/etc/shadow: ${name} ${entry ? `maximum ${entry.maxDays ?? 'none'} days, end ${entry.expiresOn ?? 'never'}` : '(no entry)'}`,
    );
    const ending = entries.filter(
      ({ entry }) => entry && ((entry.maxDays ?? NEVER_DAYS) < NEVER_DAYS || entry.expiresOn !== undefined),
    );
    if (ending.length > 0)
      return fail(evidence, ending.map(({ name }) => `sudo chage -M ${NEVER_DAYS} -E -1 ${name}`).join('; '));
    if (entries.some(({ entry }) => entry === undefined)) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
