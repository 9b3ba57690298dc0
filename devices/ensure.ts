import { createHash, X509Certificate } from 'node:crypto';
import type { State } from '../edges/state-dir.ts';
import { type Devices, devicesOf, FILES, probeCertificates } from './files.ts';
import { type Issued, readIndex } from './index-file.ts';
import { isInSecondHalf, LIST_DAYS } from './lives.ts';
import { exclusively } from './lock.ts';

/**
 * The CA for devices as the servers need it. Made when there is none; its list and the certificate of `verify` are made anew
 * when less than half of their year is left, where the key is. Everything else stays as it is. Mostly nothing is written, and
 * then no cryptography is loaded.
 *
 * @throws E_DEVICES_DAMAGED, E_DEVICES_NO_KEY, E_DEVICES_KEY_MODE, E_DEVICES_EXPIRED, E_STATE_…, E_BUSY
 */
export async function ensureDevices(state: State, now: Date): Promise<Devices> {
  const standing = upToDate(state, now);
  if (standing) return standing;
  const { renew } = await import('./renew.ts');
  return exclusively(state, async () => upToDate(state, now) ?? renew(state, now));
}

function upToDate(state: State, now: Date): Devices | undefined {
  const devices = devicesOf(state);
  if (devices === undefined) return undefined;
  // Without the key nothing can be renewed: a machine that only deploys takes what was brought along.
  if (state.readText(FILES.key) === undefined) return devices;
  const index = readIndex(state);
  if (index === undefined) return undefined;
  const { list, certificates } = index;
  if (list.sha256 !== createHash('sha256').update(devices.crl).digest('hex')) return undefined;
  if (isDue(list.until, devices.ca, now)) return undefined;
  return needsVerifier(state, certificates, devices.ca, now) ? undefined : devices;
}

/** The certificate that `verify` shows is missing, revoked or in the second half of its life. */
export function needsVerifier(state: State, certificates: readonly Issued[], ca: string, now: Date): boolean {
  const shown = certificates.findLast(({ purpose }) => purpose === 'verify');
  if (shown === undefined || shown.revoked !== undefined || isDue(shown.until, ca, now)) return true;
  return probeCertificates(state) === undefined;
}

/** Nothing outlives the CA: what ends with it cannot be made to last longer. */
const isDue = (until: Date, ca: string, now: Date): boolean =>
  isInSecondHalf(until, LIST_DAYS, now) && until < new Date(new X509Certificate(ca).validTo);
