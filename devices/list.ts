import type { State } from '../edges/state-dir.ts';
import { columns } from '../policy/columns.ts';
import { type Issued, readIndex } from './index-file.ts';

export type DeviceState = 'valid' | 'expired' | 'revoked';

/** Revoked stays revoked, whether it would have ended by now or not. Pure. */
export const stateOf = ({ revoked, until }: Issued, now: Date): DeviceState =>
  revoked ? 'revoked' : until <= now ? 'expired' : 'valid';

/** Everything that was issued, newest first. undefined: there is no CA. @throws E_STATE_DAMAGED */
export const listDevices = (state: State): readonly Issued[] | undefined => readIndex(state)?.certificates.toReversed();

const PURPOSE = { device: '', verify: 'what verify shows', canary: 'must be refused; verify tries it' } as const;
const day = (date: Date) => date.toISOString().slice(0, 10);

/** A table for a person. Pure. */
export function deviceTable(devices: readonly Issued[], now: Date): string {
  const rows = devices.map((device) => [
    device.name,
    stateOf(device, now),
    day(device.issued),
    day(device.until),
    device.serial.toLowerCase(),
    PURPOSE[device.purpose],
  ]);
  return columns([['NAME', 'STATE', 'ISSUED', 'UNTIL', 'SERIAL', ''], ...rows]);
}

/** For programs: `{schemaVersion: 1, devices: [{name, purpose, serial, issued, until, state, revoked?}]}`. Pure. */
export function devicesJson(devices: readonly Issued[], now: Date): string {
  const shown = devices.map(({ name, purpose, serial, issued, until, revoked }) => ({
    ...{ name, purpose, serial: serial.toLowerCase(), issued, until },
    state: stateOf({ name, purpose, serial, issued, until, revoked }, now),
    ...(revoked && { revoked }),
  }));
  return `${JSON.stringify({ schemaVersion: 1, devices: shown }, null, 2)}\n`;
}
