import { type DriverName, driverNames, parseDriver } from '../lab/settings.ts';

export const driverFlag = {
  type: 'string',
  valueHint: driverNames.join('|'),
  description:
    'What runs the machines: containers, or QEMU with a kernel of their own (default: as they are, else nspawn)',
} as const;

/** @throws E_USAGE for a name that is none */
export function driverFrom(flag: string | undefined): DriverName | undefined {
  return flag === undefined ? undefined : parseDriver(flag);
}
