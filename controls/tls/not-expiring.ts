import { isExposed } from '../_exposed.ts';
import { defineControl, fail, pass } from '../control.ts';
import { readCertificate, secondsOf } from './_certificate.ts';
import { noHandshake } from './_no-handshake.ts';

/** It is renewed when a third of its life is left; half of that gone without success is a fault, not patience. */
const LEAST_LEFT = 1 / 6;
const DAY = 86_400;

export default defineControl({
  id: 'tls.not-expiring',
  layer: 'communication',
  severity: 'high',
  title: 'The certificate that is served is renewed in good time',
  failureTitle: 'The certificate that is served ends soon, and should have been renewed long ago',
  why: 'Certificates end at the hour that they say, and then nobody gets in, or everybody clicks a warning away.',
  references: ['RFC 9773', 'https://letsencrypt.org/docs/integration-guide/'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: web }) {
    if (web.handshake === undefined) return noHandshake(web);
    const { validFrom, validTo } = readCertificate(web.handshake.certificate);
    const life = secondsOf(validTo) - secondsOf(validFrom);
    const left = secondsOf(validTo) - web.at;
    const days = (seconds: number) => (seconds / DAY).toFixed(1);
    const evidence = [`TLS to ${web.address}:443: until ${validTo}, ${days(left)} of ${days(life)} days left`];
    return left < life * LEAST_LEFT
      ? fail(evidence, 'See why it is not renewed: sudo journalctl -u sclerite-certificate -n 50')
      : pass(evidence);
  },
});
