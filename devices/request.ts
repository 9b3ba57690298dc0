import { type KitError, usageError } from '../policy/errors.ts';
import { DEVICE_DAYS, LONGEST_DEVICE_DAYS } from './lives.ts';
import { parseSerial } from './serial.ts';

/** What a device may be called: it stands in the certificate, in nginx's log, and in a file's name. Pure. @throws E_USAGE */
export function parseDeviceName(text: string): string {
  if (!/^[A-Za-z0-9]([A-Za-z0-9._@-]{0,62}[A-Za-z0-9])?$/.test(text)) {
    throw badName(text, 'it must be 1 to 64 letters, digits and . _ @ -, and begin and end with a letter or digit.');
  }
  if (parseSerial(text)) throw badName(text, 'it looks like a serial number, and device revoke takes both.');
  return text;
}

const badName = (text: string, why: string): KitError =>
  usageError({
    what: `"${text}" cannot be the name of a device.`,
    why,
    next: 'for example: ./sclerite device issue ada-phone',
  });

/** `--days`, whole days. Pure. @throws E_USAGE */
export function parseDays(text: string | undefined): number {
  if (text === undefined) return DEVICE_DAYS;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= LONGEST_DEVICE_DAYS) return days;
  throw usageError({
    what: `--days ${text} is not possible.`,
    why: `a device's certificate lives 1 to ${LONGEST_DEVICE_DAYS} whole days: one that is lost without anybody noticing must end by itself.`,
    next: `leave it out for ${DEVICE_DAYS} days, or name fewer days: a new certificate takes a second.`,
  });
}
