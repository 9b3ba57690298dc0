import { controls } from '../../controls/index.ts';
import { facts } from '../../facts/index.ts';

const slow = new Set<string>(Object.entries(facts).flatMap(([id, fact]) => (fact.speed === 'slow' ? [id] : [])));

export const needsSlowFacts = (id: string): boolean =>
  controls.some((control) => control.id === id && control.needs.some((need) => slow.has(need)));

const ids = controls.map(({ id }) => id);

/**
 * The controls in the order of their sabotage. Those that need slow facts come last and take them anew each time: what lies on
 * the server's disk would still show the sabotage before.
 */
export const inOrder: readonly string[] = [...ids.filter((id) => !needsSlowFacts(id)), ...ids.filter(needsSlowFacts)];
