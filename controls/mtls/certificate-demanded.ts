import { asksForDevice } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { told } from '../proxy/_answers.ts';
import { REFUSALS } from './_refusals.ts';

export default defineControl({
  id: 'mtls.certificate-demanded',
  layer: 'communication',
  severity: 'critical',
  title: 'Nobody reaches the gateway from the web without a device certificate',
  failureTitle: 'The gateway is reached from the web without a device certificate',
  why: 'The certificate is what stands between everybody and the gateway; asked for and not insisted on, it stands between nobody.',
  references: [
    'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_verify_client',
    'RFC 8446, 4.3.2',
    'CWE-306',
  ],
  appliesTo: asksForDevice,
  needs: ['outsideWeb'],
  check({ outsideWeb: { anonymous, anonymousSocket } }) {
    const answers = [anonymous, anonymousSocket];
    const evidence = answers.map((answer) => `without a certificate, ${told(answer)}`);
    if (answers.some((answer) => 'status' in answer && !REFUSALS.includes(answer.status)))
      return fail(evidence, 'Close the door first: sudo systemctl stop nginx; then ./sclerite converge');
    if (!answers.every((answer) => 'status' in answer && answer.status === 400)) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
