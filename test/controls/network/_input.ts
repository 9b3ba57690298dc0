import type { FactResults } from '../../../facts/index.ts';
import type { NftExpression } from '../../../facts/nft-ruleset.ts';
import { read } from '../_facts.ts';

export type Expressions = readonly NftExpression[];

export const match = (protocol: string, field: string, right: unknown): NftExpression => ({
  match: { op: '==', left: { payload: { protocol, field } }, right },
});
export const accept: NftExpression = { accept: null };
export const drop: NftExpression = { drop: null };

/** The facts of a server with these rules, in nft's JSON, in an input chain that drops by default. */
export const input = (rules: readonly Expressions[], policy = 'drop'): FactResults => ({
  nftRuleset: read({
    chains: [{ family: 'inet', table: 'sclerite', name: 'input', type: 'filter', hook: 'input', prio: 0, policy }],
    rules: rules.map((expr) => ({ family: 'inet', table: 'sclerite', chain: 'input', expr })),
    sets: [],
  }),
});
