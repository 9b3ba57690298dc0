import { certificateFile } from '../../proxy/paths.ts';
import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { readCertificate } from './_certificate.ts';
import { noHandshake } from './_no-handshake.ts';

export default defineControl({
  id: 'tls.served-is-newest',
  layer: 'communication',
  severity: 'medium',
  title: 'What is served is the certificate on disk',
  failureTitle: 'nginx serves another certificate than the one on disk',
  why: 'A renewed certificate that nobody loaded does not help, and one that is served from elsewhere is not the one that was checked.',
  references: ['https://eff-certbot.readthedocs.io/en/stable/using.html#renewing-certificates'],
  appliesTo: isExposed,
  needs: ['outsideWeb', 'proxyCertificate'],
  check({ outsideWeb: web, proxyCertificate: [first] }) {
    if (web.handshake === undefined) return noHandshake(web);
    if (first === undefined) return cannotTell(`${certificateFile} holds no certificate`);
    const served = readCertificate(web.handshake.certificate).fingerprint256;
    const stored = readCertificate(first).fingerprint256;
    const evidence = [`TLS to ${web.address}:443: SHA-256 ${served}`, `${certificateFile}: SHA-256 ${stored}`];
    return served === stored ? pass(evidence) : fail(evidence, 'sudo systemctl reload nginx');
  },
});
