import { asksForDevice } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { told } from '../proxy/_answers.ts';
import { REFUSALS } from './_refusals.ts';

export default defineControl({
  id: 'mtls.stranger-refused',
  layer: 'communication',
  severity: 'critical',
  title: "A certificate that is not of the project's own CA opens nothing",
  failureTitle: 'A certificate of a stranger opens the door',
  why: 'Everybody can make a certificate; one that is only looked at and not checked against the CA is none.',
  references: [
    'RFC 5280, 6',
    'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_client_certificate',
    'CWE-295',
  ],
  appliesTo: asksForDevice,
  needs: ['outsideWeb'],
  check({ outsideWeb: { stranger } }) {
    if (stranger === undefined) return cannotTell('nobody tried with a certificate of a stranger');
    const evidence = [`with a certificate of a stranger, ${told(stranger)}`];
    if (!('status' in stranger)) return cannotTell(evidence.join('; '));
    return REFUSALS.includes(stranger.status)
      ? pass(evidence)
      : fail(evidence, 'Close the door first: sudo systemctl stop nginx; then ./sclerite converge');
  },
});
