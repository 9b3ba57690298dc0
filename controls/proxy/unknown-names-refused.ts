import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { blocksOf } from './_passages.ts';

export default defineControl({
  id: 'proxy.unknown-names-refused',
  layer: 'communication',
  severity: 'medium',
  title: 'Whoever does not know the name gets no certificate and no answer',
  failureTitle: 'Whoever asks for any name, or for none, is answered',
  why: 'Scanners go through addresses, not names. A certificate shown to all of them puts the name on their lists the same day.',
  references: ['https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_reject_handshake', 'RFC 6066, 3'],
  appliesTo: isExposed,
  needs: ['outsideWeb', 'proxyConfig'],
  check({ outsideWeb: { address, name, hellos, plainUnknownName }, proxyConfig }) {
    const { unknownName, noName } = hellos;
    const plain = 'status' in plainUnknownName ? plainUnknownName.status : plainUnknownName.because;
    const names = blocksOf(proxyConfig.directives, 'server').flatMap(({ block = [] }) =>
      block.filter((line) => line.name === 'server_name').flatMap(({ args }) => args),
    );
    const strange = [...new Set(names)].filter((own) => own !== name && own !== '_');
    const evidence = [
      ...[unknownName, noName].map(
        ({ offered, answer, detail }) => `TLS to ${address}:443 for ${offered}: ${answer} (${detail})`,
      ),
      `${plainUnknownName.asked} from ${address}: ${plain}`,
      `nginx answers to ${[...new Set(names)].join(', ') || '(nothing)'}`,
    ];
    if (
      strange.length > 0 ||
      unknownName.answer === 'accepted' ||
      noName.answer === 'accepted' ||
      'status' in plainUnknownName
    )
      return fail(evidence, 'See the default_server in /etc/nginx/nginx.conf, then: ./sclerite converge');
    if (unknownName.answer === 'silent' || noName.answer === 'silent') return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
