import type { Ingress } from '../../policy/declared.ts';
import { defineControl, fail, pass } from '../control.ts';
import { type AddressRanges, addressRanges } from './_address-ranges.ts';
import { decidingChains, effectOf, type NftOpening, rulesOf } from './_nft.ts';

export default defineControl({
  id: 'network.host-openings-exact',
  layer: 'infrastructure',
  severity: 'high',
  title: "The host's firewall opens exactly the declared ports",
  failureTitle: "The host's firewall opens something else than the declared ports",
  why: 'A hole made for an afternoon outlives the afternoon, and the second firewall is the one nobody looks at.',
  references: ['https://wiki.nftables.org/wiki-nftables/index.php/Simple_ruleset_for_a_server'],
  wants: ({ ingress }) => ({ ingress }),
  needs: ['nftRuleset'],
  check({ nftRuleset }, { ingress }) {
    const effects = decidingChains(nftRuleset, 'input')
      .flatMap((chain) => rulesOf(nftRuleset, chain))
      .map(effectOf);
    const found = byPort(effects.flatMap((effect) => (effect.kind === 'opening' ? [asBlocks(effect.opening)] : [])));
    const wanted = byPort(ingress.map((hole) => ({ name: nameOf(hole), blocks: hole.hostSources })));
    const wrong = [
      ...effects.flatMap((effect) =>
        effect.kind === 'unknown' ? [`nft: a rule that is not ours lets packets in: ${effect.rule}`] : [],
      ),
      ...[...found.keys()]
        .filter((name) => !wanted.has(name))
        .map((name) => `nft: ${name} is open and was not declared`),
      ...[...wanted].flatMap(([name, sources]) => {
        const actual = found.get(name);
        if (!actual) return [`nft: ${name} was declared and is not open`];
        return actual.join() === sources.join()
          ? []
          : [`nft: ${name} is open to ${actual.join(', ')}, declared was ${sources.join(', ')}`];
      }),
    ];
    const evidence = [...found].map(([name, sources]) => `nft: ${name} is open to ${sources.join(', ')}`);
    if (wrong.length > 0)
      return fail([...evidence, ...wrong], 'sudo systemctl reload nftables, or ./sclerite converge');
    return pass(evidence.length > 0 ? evidence : ['nft: nothing is open, and nothing was declared']);
  },
});

interface Hole {
  readonly name: string;
  readonly blocks: readonly (string | readonly [string, string])[];
}

const nameOf = ({ protocol, port }: Pick<Ingress, 'protocol' | 'port'>) => `${protocol}/${port}`;

const asBlocks = (opening: NftOpening): Hole => ({
  name: nameOf(opening),
  blocks: opening.sources ?? [
    ...(opening.family === 'ipv6' ? [] : ['0.0.0.0/0']),
    ...(opening.family === 'ipv4' ? [] : ['::/0']),
  ],
});

function byPort(holes: readonly Hole[]): ReadonlyMap<string, AddressRanges> {
  const blocks = new Map<string, Hole['blocks']>();
  for (const hole of holes) blocks.set(hole.name, [...(blocks.get(hole.name) ?? []), ...hole.blocks]);
  return new Map([...blocks].map(([name, list]) => [name, addressRanges(list)]));
}
