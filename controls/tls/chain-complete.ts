import { isExposed } from '../_exposed.ts';
import { defineControl, fail, pass } from '../control.ts';
import { oneLine, readCertificate } from './_certificate.ts';
import { noHandshake } from './_no-handshake.ts';

/** OpenSSL's words for a chain that ends before a root. */
const INCOMPLETE = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];

export default defineControl({
  id: 'tls.chain-complete',
  layer: 'communication',
  severity: 'medium',
  title: 'The server sends the whole chain to a root, in order and nothing else',
  failureTitle: 'The chain that the server sends has a gap or a stray',
  why: 'Browsers fill a gap from memory, phones and programs do not: those who cannot connect ask for the check to be switched off.',
  references: ['RFC 5246, 7.4.2', 'RFC 8446, 4.4.2'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: web }) {
    if (web.handshake === undefined) return noHandshake(web);
    const { distrust } = web.handshake;
    const chain = web.chain.map(readCertificate);
    const seen = `TLS to ${web.address}:443`;
    const evidence =
      chain.length === 0
        ? [`${seen}: TLS 1.3 alone hides what is sent; it led to ${distrust ?? 'a trusted root'}`]
        : chain.map(({ subject, issuer }) => `${seen}: sends ${oneLine(subject)}, signed by ${oneLine(issuer)}`);
    const strays = chain.slice(1).filter((certificate, index) => !chain[index]?.checkIssued(certificate));
    const wrong = [
      ...strays.map(({ subject }) => `${seen}: ${oneLine(subject)} did not sign what is sent before it`),
      ...(distrust !== undefined && INCOMPLETE.includes(distrust)
        ? [`${seen}: it ends before a root: ${distrust}`]
        : []),
    ];
    if (wrong.length > 0) {
      return fail([...evidence, ...wrong], 'Look at /etc/letsencrypt/live/sclerite/fullchain.pem, and reload nginx.');
    }
    return pass(evidence);
  },
});
