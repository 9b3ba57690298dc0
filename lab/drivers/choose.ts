import { KitError } from '../../policy/errors.ts';
import { machineIds, readMachine } from '../machines/machine.ts';
import { labPaths } from '../paths.ts';
import type { DriverName, LabSettings } from '../settings.ts';

/**
 * The driver of a lab: the one that is asked for, else the one that its machines have, else the one it is up with, else nspawn.
 *
 * @param running what the lab's daemon uses, while there is one @throws E_LAB_DRIVER when machines of the other driver are there: their disks cannot be carried over
 */
export async function driverOf(settings: LabSettings, running?: DriverName): Promise<DriverName> {
  const paths = labPaths(settings);
  const files = await Promise.all(machineIds(paths).map((id) => readMachine(paths, id)));
  const [made] = files.map(({ driver = 'nspawn' }) => driver);
  if (made !== undefined && settings.driver !== undefined && settings.driver !== made) {
    throw new KitError({
      code: 'E_LAB_DRIVER',
      what: `The lab's machines cannot be run by ${settings.driver}.`,
      why: `it has ${files.map(({ spec }) => spec.name).join(', ')}, made by ${made}: a disk of one driver is none for the other.`,
      next: `./sclerite lab reset --driver ${settings.driver} forgets them and starts an empty lab; or leave out --driver.`,
      exitCode: 64,
    });
  }
  return settings.driver ?? made ?? running ?? 'nspawn';
}
