import type { Control } from '../controls/control.ts';
import { closest } from '../policy/closest.ts';
import { usageError } from '../policy/errors.ts';

/**
 * The controls that `--only` names: whole ids, or an area (`ssh`) for all of its controls.
 *
 * @throws E_USAGE for a name that is neither, and when nothing is left to judge: an empty run must not look like a success
 */
export function selectControls(all: readonly Control[], only: readonly string[]): readonly Control[] {
  const ids = all.map((control) => control.id);
  const names = [...new Set([...ids.map((id) => id.slice(0, id.indexOf('.'))), ...ids])];
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const hints = unknown.map((name) => {
      const near = closest(name, names);
      return near === undefined ? name : `${name} (did you mean ${near}?)`;
    });
    throw usageError({
      what: `No control is called ${hints.join(', ')}.`,
      why: '--only takes control ids, or areas, separated by commas.',
      next: 'docs/controls.md lists them all.',
    });
  }
  const chosen =
    only.length === 0 ? all : all.filter(({ id }) => only.some((name) => id === name || id.startsWith(`${name}.`)));
  if (chosen.length === 0) {
    throw usageError({
      what: 'No control is selected.',
      why: 'a run that judges nothing would end with success and mean nothing.',
      next: 'leave --only out to judge everything.',
    });
  }
  return chosen;
}
