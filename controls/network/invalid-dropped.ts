import type { NftRule } from '../../facts/nft-ruleset.ts';
import { defineControl, fail, pass } from '../control.ts';
import { decidingChains, effectOf, rulesOf } from './_nft.ts';

export default defineControl({
  id: 'network.invalid-dropped',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Packets that belong to no connection and begin none are dropped before a port is looked at',
  failureTitle: 'Packets that belong to no connection reach open ports',
  why: 'Scanners send what no protocol allows to learn what listens behind a firewall, and to get past rules that look at ports alone.',
  references: [
    'https://wiki.nftables.org/wiki-nftables/index.php/Matching_connection_tracking_stateful_metainformation',
  ],
  needs: ['nftRuleset'],
  check({ nftRuleset }, { ingress }) {
    const chains = decidingChains(nftRuleset, 'input').map((chain) => {
      const rules = rulesOf(nftRuleset, chain);
      const opens = rules.findIndex((rule) => {
        const effect = effectOf(rule);
        return effect.kind === 'opening' && ingress.some(({ port }) => port === effect.opening.port);
      });
      const drops = rules.findIndex(dropsInvalid);
      return { name: `${chain.table} ${chain.name}`, isFirst: drops >= 0 && (opens < 0 || drops < opens) };
    });
    const evidence = chains.map(
      ({ name, isFirst }) =>
        `nft: ${name} ${isFirst ? 'drops invalid packets' : 'does not drop invalid packets'} before it opens a port`,
    );
    return chains.some(({ isFirst }) => isFirst)
      ? pass(evidence)
      : fail(
          evidence.length > 0 ? evidence : ['nft: no chain drops what comes in'],
          'sudo systemctl reload nftables, or ./sclerite converge',
        );
  },
});

interface StateMap {
  readonly key: { readonly ct?: { readonly key: string } };
  readonly data: { readonly set?: readonly (readonly [string, object])[] };
}

const dropsInvalid = ({ expr }: NftRule) =>
  expr.some((part) => {
    const { key, data } = (part.vmap ?? { key: {}, data: {} }) as StateMap;
    return (
      key.ct?.key === 'state' && (data.set ?? []).some(([state, verdict]) => state === 'invalid' && 'drop' in verdict)
    );
  });
