import { controls } from '../../controls/index.ts';
import { facts } from '../../facts/index.ts';
import { declared } from '../controls/_hardened.ts';

const slow = new Set<string>(Object.entries(facts).flatMap(([id, fact]) => (fact.speed === 'slow' ? [id] : [])));

export const needsSlowFacts = (id: string): boolean =>
  controls.some((control) => control.id === id && control.needs.some((need) => slow.has(need)));

/** Ids of the controls that say something about a server without an exposure, as the lab's own is. */
export const aboutTunnels: readonly string[] = controls
  .filter(({ appliesTo }) => appliesTo?.(declared) ?? true)
  .map(({ id }) => id);

/**
 * These controls in the order of their sabotage. Those that need slow facts come last and take them anew each time: what lies on
 * the server's disk would still show the sabotage before.
 */
export const inOrder: readonly string[] = [
  ...aboutTunnels.filter((id) => !needsSlowFacts(id)),
  ...aboutTunnels.filter(needsSlowFacts),
];
