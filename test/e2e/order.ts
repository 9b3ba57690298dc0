import { controls } from '../../controls/index.ts';
import { facts } from '../../facts/index.ts';
import { declaredMtls, declaredTls } from '../controls/_exposed.ts';
import { declared as hardened } from '../controls/_hardened.ts';

/** As the lab declares it: with the default, `egress: 'web'`. */
const declared = { ...hardened, egress: { ports: [] } };

const slow = new Set<string>(Object.entries(facts).flatMap(([id, fact]) => (fact.speed === 'slow' ? [id] : [])));

/** The slow facts that a control needs. */
export const slowFactsOf = (id: string): readonly string[] =>
  controls.find((control) => control.id === id)?.needs.filter((need) => slow.has(need)) ?? [];

export const needsSlowFacts = (id: string): boolean => slowFactsOf(id).length > 0;

/** Ids of the controls that say something about a server without an exposure, as the lab's own is. */
export const aboutTunnels: readonly string[] = controls
  .filter(({ appliesTo }) => appliesTo?.(declared) ?? true)
  .map(({ id }) => id);

/** Ids of the controls that have something to say only where there is a public name, in the order of their areas. */
export const aboutPasswords: readonly string[] = controls
  .filter(({ id, appliesTo }) => appliesTo?.(declaredTls) && !aboutTunnels.includes(id))
  .map(({ id }) => id);

/** Ids of those that only speak of a server that asks for devices' certificates. */
export const aboutDevices: readonly string[] = controls
  .filter(({ appliesTo }) => appliesTo?.(declaredMtls) && !appliesTo(declaredTls))
  .map(({ id }) => id);

/**
 * These controls in the order of their sabotage. Those that need slow facts come last and take them anew each time: what lies on
 * the server's disk would still show the sabotage before.
 */
export const inOrder: readonly string[] = [
  ...aboutTunnels.filter((id) => !needsSlowFacts(id)),
  ...aboutTunnels.filter(needsSlowFacts),
];
