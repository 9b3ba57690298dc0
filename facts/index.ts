import type { Fact, FactResult } from './fact.ts';
import { sshdEffective } from './sshd-effective.ts';

/** Every fact, by the name that controls use in `needs`. One line each; the file name is the same in kebab-case. */
export const facts = {
  sshdEffective,
} as const;

export type FactId = keyof typeof facts;
export type FactValues = { readonly [Id in FactId]: (typeof facts)[Id] extends Fact<infer T> ? T : never };
/** What one server's facts came to. A fact nobody collected is absent. */
export type FactResults = { readonly [Id in FactId]?: FactResult<FactValues[Id]> };
