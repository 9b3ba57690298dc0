import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { headerOf, statusOf, told } from '../proxy/_answers.ts';

/** Those that stay: a browser remembers them. */
const LASTING = [301, 308];

export default defineControl({
  id: 'tls.plain-redirects',
  layer: 'communication',
  severity: 'high',
  title: 'Plain HTTP leads to HTTPS and nowhere else',
  failureTitle: 'Something is answered over plain HTTP',
  why: 'What goes over plain HTTP, a password too, is read and changed by every network on the way.',
  references: ['RFC 6797, 7.2', 'https://infosec.mozilla.org/guidelines/web_security#http-redirections'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: { plain, name } }) {
    if (!('status' in plain)) return cannotTell(`port 80: ${told(plain)}`);
    const location = headerOf(plain, 'location');
    const evidence = [`port 80: ${told(plain)}, location: ${location ?? '(none)'}`];
    return LASTING.includes(statusOf(plain) ?? 0) && location === `https://${name}/`
      ? pass(evidence)
      : fail(evidence, 'See the server block for port 80 in /etc/nginx/nginx.conf, then: ./sclerite converge');
  },
});
