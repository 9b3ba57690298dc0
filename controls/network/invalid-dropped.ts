import type { NftRule } from '../../facts/nft-ruleset.ts';
import { defineControl, fail, pass } from '../control.ts';
import { filterChains, rulesOf } from './_nft.ts';

export default defineControl({
  id: 'network.invalid-dropped',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Packets that belong to no connection and begin none are dropped first',
  failureTitle: 'Packets that belong to no connection get past the first rule',
  why: 'Scanners send what no protocol allows to learn what listens behind a firewall, and to get past rules that look at ports alone.',
  references: [
    'https://wiki.nftables.org/wiki-nftables/index.php/Matching_connection_tracking_stateful_metainformation',
  ],
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const firsts = filterChains(nftRuleset, 'input')
      .filter(({ policy }) => policy === 'drop')
      .map((chain) => ({ chain, first: rulesOf(nftRuleset, chain)[0] }));
    const evidence = firsts.map(
      ({ chain, first }) =>
        `nft: ${chain.table} ${chain.name} ${first && dropsInvalid(first) ? 'drops invalid packets first' : 'does not drop invalid packets first'}`,
    );
    if (!firsts.some(({ first }) => first && dropsInvalid(first)))
      return fail(
        evidence.length > 0 ? evidence : ['nft: no chain drops what comes in'],
        'sudo systemctl reload nftables, or ./sclerite deploy',
      );
    return pass(evidence);
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
