import type { UnitState } from '../../facts/units.ts';
import type { WantedUnit } from '../../policy/wanted.ts';
import { cannotTell, fail, pass, type Verdict } from '../control.ts';

type Units = Readonly<Record<string, UnitState>>;

export const masked = (names: readonly string[]): readonly WantedUnit[] =>
  names.map((name) => ({ name, enabled: 'masked', active: false }));

/** Units that nothing may start. One that is not installed can be installed tomorrow: it is masked all the same. */
export function judgeMasked(units: Units, names: readonly string[]): Verdict {
  return judgeUnits(
    units,
    names,
    ({ load, file, active }) => (load === 'masked' || file === 'masked') && active !== 'active',
    `sudo systemctl mask --now ${names.join(' ')}`,
  );
}

/** Units that start by themselves and run. */
export function judgeRunning(units: Units, names: readonly string[]): Verdict {
  return judgeUnits(
    units,
    names,
    ({ file, active }) => file === 'enabled' && active === 'active',
    `sudo systemctl unmask ${names.join(' ')} && sudo systemctl enable --now ${names.join(' ')}`,
  );
}

function judgeUnits(units: Units, names: readonly string[], isRight: (unit: UnitState) => boolean, next: string) {
  const states = names.map((name) => ({ name, state: units[name] }));
  const evidence = states.map(({ name, state }) =>
    state
      ? `systemctl show ${name}: ${state.load}, ${state.file || 'no unit file'}, ${state.active}`
      : `systemctl show: nothing about ${name}`,
  );
  if (states.some(({ state }) => state && !isRight(state))) return fail(evidence, next);
  return states.every(({ state }) => state) ? pass(evidence) : cannotTell(evidence.join('; '));
}
