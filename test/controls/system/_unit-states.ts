import type { FactResults } from '../../../facts/index.ts';
import type { UnitState } from '../../../facts/units.ts';
import { read } from '../_facts.ts';

const stopped: UnitState = {
  load: 'loaded',
  file: 'disabled',
  active: 'inactive',
  sub: 'dead',
  needsReload: false,
  activeSince: '',
};

export const masked: Partial<UnitState> = { load: 'masked', file: 'masked' };
export const running: Partial<UnitState> = { file: 'enabled', active: 'active', sub: 'running' };

/** The fact `units`, each by what is unlike a stopped unit; undefined: systemd said nothing about it. */
export const units = (states: Readonly<Record<string, Partial<UnitState> | undefined>>): FactResults => ({
  units: read(
    Object.fromEntries(
      Object.entries(states).flatMap(([name, state]) =>
        state === undefined ? [] : [[name, { ...stopped, ...state }]],
      ),
    ),
  ),
});
