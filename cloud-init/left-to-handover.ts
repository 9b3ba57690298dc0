import { COLLECTOR_HOME } from '../facts/collector/units.ts';
import type { Wanted } from '../policy/wanted.ts';

/**
 * The collector is the largest part of the wanted state (two thirds of it, compressed) and nobody asks it anything before
 * handover, which brings the newest one along at every deploy anyway: so it is not in the user data.
 */
const isCollectors = (path: string) =>
  path.startsWith(`${COLLECTOR_HOME}/`) || /^\/etc\/systemd\/system\/sclerite-facts\b/.test(path);
const isCollectorUnit = (name: string) => /^sclerite-facts\b/.test(name);

/** What a server is born with. */
export function bornWith(wanted: Wanted): Wanted {
  return {
    ...wanted,
    files: wanted.files.filter(({ path }) => !isCollectors(path)),
    units: wanted.units.filter(({ name }) => !isCollectorUnit(name)),
  };
}

/** What handover has to bring before the first facts can be asked for; together with the former it is all that is wanted. */
export function leftToHandover({ files, units }: Wanted): Pick<Wanted, 'files' | 'units'> {
  return {
    files: files.filter(({ path }) => isCollectors(path)),
    units: units.filter(({ name }) => isCollectorUnit(name)),
  };
}
