import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'tls.ciphers-modern',
  layer: 'communication',
  severity: 'high',
  title: 'No cipher is taken that lacks forward secrecy or authentication',
  failureTitle: 'An old cipher is taken',
  why: 'What is recorded today is read by whoever gets the key later; CBC and RC4 give the text away without any key.',
  references: ['https://wiki.mozilla.org/Security/Server_Side_TLS', 'RFC 9325, 4.2', 'CVE-2016-2183'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: { address, hellos, handshake } }) {
    const { answer, detail, offered } = hellos.oldCiphers;
    const evidence = [
      `${offered} to ${address}:443: ${answer} (${detail})`,
      ...(handshake ? [`TLS to ${address}:443: a client of today gets ${handshake.protocol} ${handshake.cipher}`] : []),
    ];
    if (answer === 'accepted') return fail(evidence, 'See ssl_ciphers in /etc/nginx, then: ./sclerite converge');
    if (answer === 'silent') return cannotTell(evidence.join('; '));
    // A refusal proves nothing about ciphers where nothing is taken at all.
    if (handshake === undefined) return cannotTell(`${address}:443 takes no handshake at all`);
    return pass(evidence);
  },
});
