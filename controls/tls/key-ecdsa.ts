import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { readCertificate } from './_certificate.ts';
import { noHandshake } from './_no-handshake.ts';

/** NIST's curves as OpenSSL names them; browsers take no other in certificates. */
const CURVES = ['prime256v1', 'secp384r1'];

export default defineControl({
  id: 'tls.key-ecdsa',
  layer: 'communication',
  severity: 'medium',
  title: "The certificate's key is an elliptic curve's, P-256 or P-384",
  failureTitle: "The certificate's key is not an elliptic curve's, or not one of P-256 and P-384",
  why: 'An RSA key makes every handshake ten times dearer for the server than for whoever floods it, and opens the door to old ciphers.',
  references: ['https://wiki.mozilla.org/Security/Server_Side_TLS', 'RFC 8422'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: web }) {
    if (web.handshake === undefined) return noHandshake(web);
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = readCertificate(
      web.handshake.certificate,
    ).publicKey;
    if (type === undefined) return cannotTell('the type of the served key is not known here');
    const curve = details?.namedCurve;
    const evidence = [`TLS to ${web.address}:443: ${type} ${curve ?? `${details?.modulusLength ?? '?'} bits`}`];
    return type === 'ec' && curve !== undefined && CURVES.includes(curve)
      ? pass(evidence)
      : fail(evidence, 'Order a new one: sudo /usr/local/libexec/sclerite/certificate --force');
  },
});
