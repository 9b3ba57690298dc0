/** How long everything lives; docs/devices.md says why. */

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A device's certificate, where `--days` does not say otherwise. */
export const DEVICE_DAYS = 90;
/** What browsers accept of a server since 2020 is a good longest life for a device, too. */
export const LONGEST_DEVICE_DAYS = 397;
/** The CA, and with it the canary: ten years. */
export const AUTHORITY_DAYS = 3653;
/** The revocation list, and the certificate that `verify` shows: a year, renewed by every deploy in its second half. */
export const LIST_DAYS = 366;

/** Everything is valid from a little earlier on: a server whose clock is behind would refuse a list "not yet valid", and with it everybody. */
export const BACKDATED_MS = 60 * 60 * 1000;

export const daysLater = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS);

/** Less than half of its life is left. */
export const isInSecondHalf = (until: Date, days: number, now: Date): boolean =>
  until.getTime() - now.getTime() < (days * DAY_MS) / 2;

/** So many days from now, whole seconds as certificates count them; no later than the CA's own end. */
export const endOf = (now: Date, days: number, authorityUntil: Date): Date =>
  new Date(Math.floor(Math.min(daysLater(now, days).getTime(), authorityUntil.getTime()) / 1000) * 1000);
