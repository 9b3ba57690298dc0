import type { WebAnswer } from '../../facts/outside-web.ts';
import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { headerOf, statusOf, told } from './_answers.ts';

/**
 * nginx's own refusals before it looks at the path: the password or the certificate is an old one, or somebody asked too often.
 * Whoever was not let in has not seen which paths there are. The gateway says 400 and 401 too, but not with nginx's question,
 * and not to a WebSocket that it has just taken.
 */
function isTurnedAway(answer: WebAnswer, socket: WebAnswer): boolean {
  const status = statusOf(answer);
  if (status === 429 || headerOf(answer, 'www-authenticate')?.startsWith('Basic ')) return true;
  return (status === 400 || status === 401 || status === 403) && statusOf(socket) === status;
}

export default defineControl({
  id: 'proxy.paths-declared',
  layer: 'communication',
  severity: 'high',
  title: 'Only the paths that people need lead to the gateway',
  failureTitle: 'A path leads to the gateway that nobody needs',
  why: "The gateway's own state, its other APIs and its hooks are doors of their own, and some of them ask nobody for a token.",
  references: ['https://docs.openclaw.ai/gateway/security', 'CWE-1220'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: { known, address } }) {
    if (known === undefined)
      return cannotTell(`nothing here opens the door of ${address}: run ./sclerite deploy from here`);
    const evidence = known.forbidden.map(told);
    const open = known.forbidden.filter(
      (answer) => 'status' in answer && answer.status !== 404 && !isTurnedAway(answer, known.socket),
    );
    if (open.length > 0)
      return fail(evidence, 'See the locations in /etc/nginx/sclerite-site.conf, then: ./sclerite converge');
    if (known.forbidden.some((answer) => statusOf(answer) !== 404)) return cannotTell(evidence.join('; '));
    // 404 is said to somebody who was let in: others are told 401 or 400.
    return pass(evidence);
  },
});
