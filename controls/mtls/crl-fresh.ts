import { createHash } from 'node:crypto';
import { devicesCrl } from '../../proxy/paths.ts';
import { asksForDevice, exposureOf } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const DAY = 86_400;
/** A list lives a year and each deploy renews it when half of that is left: two months are time enough to notice. */
const LEAST_DAYS = 60;

export default defineControl({
  id: 'mtls.crl-fresh',
  layer: 'communication',
  severity: 'high',
  title: 'The server has the latest list of revoked devices, and for long enough',
  failureTitle: 'The list of revoked devices on the server is old',
  why: 'With an old list a lost phone still gets in; with one that has ended nobody does, and the quickest way out is to switch it off.',
  references: ['RFC 5280, 5.1.2.5', 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_crl'],
  appliesTo: asksForDevice,
  needs: ['deviceRevocations'],
  check({ deviceRevocations: { sha256, secondsLeft, nextAt, revoked } }, declared) {
    const { devices } = exposureOf(declared);
    const days = secondsLeft / DAY;
    const evidence = [
      `${devicesCrl}: ${revoked.length} revoked, until ${new Date(nextAt * 1000).toISOString()}, ${days.toFixed(1)} days left`,
      `${devicesCrl}: SHA-256 ${sha256}`,
    ];
    if (days < LEAST_DAYS)
      return fail(evidence, 'Run ./sclerite deploy where the key of the CA is: it makes a new list');
    if (devices === undefined)
      return cannotTell('the list of revoked devices is not on this machine: bring the state directory along');
    const latest = createHash('sha256').update(devices.crl).digest('hex');
    return sha256 === latest
      ? pass(evidence)
      : fail([...evidence, `on this machine: SHA-256 ${latest}`], 'Run ./sclerite deploy: it brings the latest list');
  },
});
