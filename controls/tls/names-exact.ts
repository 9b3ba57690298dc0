import { isExposed } from '../_exposed.ts';
import { defineControl, fail, pass } from '../control.ts';
import { namesOf, readCertificate } from './_certificate.ts';
import { noHandshake } from './_no-handshake.ts';

export default defineControl({
  id: 'tls.names-exact',
  layer: 'communication',
  severity: 'high',
  title: 'The certificate is for the declared name and no other',
  failureTitle: 'The certificate is for another name, or for more than the declared one',
  why: 'A name too many, or a wildcard, makes a stolen key good for servers that have nothing to do with this one.',
  references: ['RFC 9525', 'RFC 9325, 6.1'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: web }) {
    if (web.handshake === undefined) return noHandshake(web);
    const names = namesOf(readCertificate(web.handshake.certificate));
    const evidence = [`TLS to ${web.address}:443: for ${names.join(', ') || '(nobody)'}; declared is ${web.name}`];
    return names.length === 1 && names[0] === web.name
      ? pass(evidence)
      : fail(evidence, 'Order one for the declared name alone: sudo systemctl start sclerite-certificate');
  },
});
