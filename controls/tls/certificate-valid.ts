import { isExposed } from '../_exposed.ts';
import { defineControl, fail, pass } from '../control.ts';
import { oneLine, readCertificate, secondsOf } from './_certificate.ts';
import { withoutHandshake } from './_no-handshake.ts';

export default defineControl({
  id: 'tls.certificate-valid',
  layer: 'communication',
  severity: 'critical',
  title: 'The certificate that is served is valid, and signed by an authority that is trusted',
  failureTitle: 'The certificate that is served is not valid or not trusted',
  why: 'A browser warns, people learn to click warnings away, and then nothing tells the real server from one in between.',
  references: ['RFC 5280, 6', 'RFC 9325, 6'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: web }) {
    if (web.handshake === undefined) {
      const next =
        'See what the certificate program says: sudo journalctl -u sclerite-certificate -n 30; the tunnel works meanwhile.';
      return fail([withoutHandshake(web)], next);
    }
    const certificate = readCertificate(web.handshake.certificate);
    const { distrust } = web.handshake;
    const seen = `TLS to ${web.address}:443`;
    const sent = web.chain.length > 0 ? web.chain.map(readCertificate) : [certificate];
    const evidence = [
      ...sent.map(({ subject, validFrom, validTo }) => `${seen}: ${oneLine(subject)}, from ${validFrom} to ${validTo}`),
      `${seen}: signed by ${oneLine(certificate.issuer)}: ${distrust ?? 'trusted'}`,
    ];
    const isCurrent = secondsOf(certificate.validFrom) <= web.at && web.at <= secondsOf(certificate.validTo);
    if (distrust !== undefined || !isCurrent) {
      const next =
        'Ask for a new one and see what is said: sudo systemctl start sclerite-certificate; also check the clock.';
      return fail(evidence, next);
    }
    return pass(evidence);
  },
});
