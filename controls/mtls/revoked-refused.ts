import { asksForDevice } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { told } from '../proxy/_answers.ts';
import { REFUSALS } from './_refusals.ts';

export default defineControl({
  id: 'mtls.revoked-refused',
  layer: 'communication',
  severity: 'critical',
  title: 'A device that was revoked is refused',
  failureTitle: 'A device that was revoked still gets in',
  why: 'A phone that was lost opens the door until its certificate ends, whatever was written into a list.',
  references: ['RFC 5280, 5', 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_crl', 'CWE-299'],
  appliesTo: asksForDevice,
  needs: ['outsideWeb'],
  check({ outsideWeb: { revoked } }) {
    if (revoked === undefined)
      return cannotTell('there is no revoked certificate here to try with: run ./sclerite deploy from here');
    const evidence = [`with a certificate that was revoked, ${told(revoked)}`];
    if (!('status' in revoked)) return cannotTell(evidence.join('; '));
    return REFUSALS.includes(revoked.status)
      ? pass(evidence)
      : fail(evidence, 'See ssl_crl in /etc/nginx/sclerite-site.conf and reload nginx, or: ./sclerite converge');
  },
});
