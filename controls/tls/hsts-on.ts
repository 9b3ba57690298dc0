import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { headerOf, told } from '../proxy/_answers.ts';

const HEADER = 'strict-transport-security';
/** What browsers' lists of such names ask for: a year. */
const LEAST_SECONDS = 365 * 86_400;

export default defineControl({
  id: 'tls.hsts-on',
  layer: 'communication',
  severity: 'medium',
  title: 'Browsers are told to come by HTTPS alone, for a year at least',
  failureTitle: 'Browsers are not told to come by HTTPS alone',
  why: 'Whoever types the name without https:// is sent there unprotected first, and whoever stands in between can keep them there.',
  references: ['RFC 6797', 'https://infosec.mozilla.org/guidelines/web_security#http-strict-transport-security'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: { anonymous } }) {
    if (!('status' in anonymous)) return cannotTell(told(anonymous));
    const value = headerOf(anonymous, HEADER);
    const evidence = [`${told(anonymous)}, ${HEADER}: ${value ?? '(none)'}`];
    const seconds = Number(/(?:^|;)\s*max-age="?(\d+)"?/i.exec(value ?? '')?.[1] ?? 0);
    return seconds >= LEAST_SECONDS
      ? pass(evidence)
      : fail(evidence, 'See add_header in /etc/nginx, then: ./sclerite converge');
  },
});
