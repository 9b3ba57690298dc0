import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { headerOf, told } from './_answers.ts';

const WANTED: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/i,
  'x-frame-options': /^(DENY|SAMEORIGIN)$/i,
  'referrer-policy': /^(no-referrer|same-origin|strict-origin)$/i,
  'content-security-policy': /frame-ancestors 'none'|default-src 'none'/,
};

export default defineControl({
  id: 'proxy.headers-set',
  layer: 'communication',
  severity: 'low',
  title: 'Browsers are told not to frame, guess at or tell others of what they get',
  failureTitle: 'Browsers are not told how to treat what they get',
  why: 'A page that lies invisibly over another one gets clicks that were meant for the agent.',
  references: ['https://infosec.mozilla.org/guidelines/web_security', 'CWE-1021'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: { anonymous } }) {
    if (!('status' in anonymous)) return cannotTell(told(anonymous));
    const seen = Object.keys(WANTED).map((name) => ({ name, value: headerOf(anonymous, name) }));
    const evidence = seen.map(({ name, value }) => `${told(anonymous)}, ${name}: ${value ?? '(none)'}`);
    return seen.every(({ name, value }) => WANTED[name]?.test(value ?? ''))
      ? pass(evidence)
      : fail(evidence, 'See add_header in /etc/nginx/sclerite-site.conf, then: ./sclerite converge');
  },
});
