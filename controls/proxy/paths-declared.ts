import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { statusOf, told } from './_answers.ts';

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
    const open = known.forbidden.filter((answer) => 'status' in answer && answer.status !== 404);
    if (open.length > 0)
      return fail(evidence, 'See the locations in /etc/nginx/sclerite-site.conf, then: ./sclerite deploy');
    if (known.forbidden.some((answer) => statusOf(answer) === undefined)) return cannotTell(evidence.join('; '));
    // 404 is said to somebody who was let in: others are told 401 or 400.
    return pass(evidence);
  },
});
