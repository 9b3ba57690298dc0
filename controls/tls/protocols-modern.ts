import { exposureOf, isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { noHandshake } from './_no-handshake.ts';

export default defineControl({
  id: 'tls.protocols-modern',
  layer: 'communication',
  severity: 'high',
  title: 'Exactly the declared versions of TLS are spoken: 1.3, and 1.2 where it is declared',
  failureTitle: 'An old version of TLS is spoken, or a new one is not',
  why: 'TLS 1.0 and 1.1 rest on hashes that are broken; whoever stands in between need only make both sides fall back to them.',
  references: ['RFC 8996', 'https://wiki.mozilla.org/Security/Server_Side_TLS', 'BSI TR-02102-2'],
  appliesTo: isExposed,
  needs: ['outsideWeb'],
  check({ outsideWeb: web }, declared) {
    const { address, hellos } = web;
    const { profile } = exposureOf(declared);
    const wanted = [
      { hello: hellos.tls10, isWanted: false },
      { hello: hellos.tls11, isWanted: false },
      { hello: hellos.tls12, isWanted: profile === 'intermediate' },
      { hello: hellos.tls13, isWanted: true },
    ];
    const evidence = wanted.map(
      ({ hello, isWanted }) =>
        `${hello.offered} to ${address}:443: ${hello.answer} (${hello.detail}); ${isWanted ? 'declared' : 'not declared'}`,
    );
    // Where nothing is served, a version is refused for what it is as little as the others.
    const isOld = wanted.some(({ hello, isWanted }) => hello.answer === 'accepted' && !isWanted);
    if (web.handshake === undefined && !isOld) return noHandshake(web);
    const isMissing = wanted.some(({ hello, isWanted }) => hello.answer === 'refused' && isWanted);
    if (isOld || isMissing) return fail(evidence, 'See ssl_protocols in /etc/nginx, then: ./sclerite converge');
    const silent = wanted.filter(({ hello }) => hello.answer === 'silent');
    if (silent.length > 0)
      return cannotTell(`${address}:443 said nothing to ${silent.map(({ hello }) => hello.offered).join(', ')}`);
    return pass(evidence);
  },
});
