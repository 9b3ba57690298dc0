import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { headerOf, told } from './_answers.ts';

/** Headers in which programs like to introduce themselves. */
const HEADERS = ['server', 'x-powered-by', 'via'];

export default defineControl({
  id: 'proxy.version-hidden',
  layer: 'communication',
  severity: 'low',
  title: 'Answers do not say which version of what answers',
  failureTitle: 'Answers say which version of what answers',
  why: 'Scanners keep lists of who runs what, and ask them on the day a flaw is published.',
  references: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens', 'CWE-200'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: { plain, anonymous, known } }) {
    const answers = [plain, anonymous, ...(known ? [known.socket, ...known.forbidden] : [])];
    const introductions = answers.flatMap((answer) =>
      HEADERS.flatMap((name) => {
        const value = headerOf(answer, name);
        return value === undefined ? [] : [{ value, line: `${told(answer)}, ${name}: ${value}` }];
      }),
    );
    const evidence = introductions.map(({ line }) => line);
    if (introductions.some(({ value }) => /\d/.test(value)))
      return fail(evidence, 'See server_tokens in /etc/nginx/nginx.conf, then: ./sclerite converge');
    if (!('status' in plain) || !('status' in anonymous)) return cannotTell([plain, anonymous].map(told).join('; '));
    return pass([...evidence, ...answers.map(told)]);
  },
});
