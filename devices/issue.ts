import type { State } from '../edges/state-dir.ts';
import { usageError } from '../policy/errors.ts';
import { type Authority, issued, readAuthority } from './authority.ts';
import { ensureDevices } from './ensure.ts';
import type { Probe } from './files.ts';
import { type Issued, writeIndex } from './index-file.ts';
import { stateOf } from './list.ts';
import { BACKDATED_MS, endOf } from './lives.ts';
import { exclusively } from './lock.ts';

export interface IssueRequest {
  /** As `parseDeviceName` returned it. */
  readonly name: string;
  /** As `parseDays` returned it; fewer where the CA ends earlier. */
  readonly days: number;
  /** A further certificate for a name that has a valid one. */
  readonly renew: boolean;
}

/**
 * A new certificate for a device, and its key, which is kept nowhere: `deliver` is the only one to see it. When that fails,
 * nothing was issued.
 *
 * @throws E_DEVICE_NAME_TAKEN (64), E_DEVICES_…, E_STATE_…, E_BUSY, and whatever `deliver` throws
 */
export async function issueDevice(
  state: State,
  { name, days, renew }: IssueRequest,
  now: Date,
  deliver: (made: { readonly probe: Probe; readonly record: Issued }) => Promise<void>,
): Promise<Issued> {
  await ensureDevices(state, now);
  return exclusively(state, async () => {
    const authority = await readAuthority(state, now);
    if (authority === undefined) throw new Error('the CA was there a moment ago');
    if (!renew) refuseTaken(authority, name, now);
    const from = new Date(now.getTime() - BACKDATED_MS);
    const made = await issued({ name, purpose: 'device' }, from, endOf(now, days, authority.until), authority);
    const { index } = authority;
    // First on record: a certificate that nobody knows of could not be revoked by its name.
    writeIndex(state, { ...index, certificates: [...index.certificates, made.record] });
    try {
      await deliver(made);
    } catch (error) {
      writeIndex(state, index);
      throw error;
    }
    return made.record;
  });
}

function refuseTaken({ index }: Authority, name: string, now: Date): void {
  const standing = index.certificates.find((one) => one.name === name && stateOf(one, now) === 'valid');
  if (standing === undefined) return;
  throw usageError({
    code: 'E_DEVICE_NAME_TAKEN',
    what: `${name} has a certificate that is valid until ${standing.until.toISOString().slice(0, 10)}.`,
    why: 'two devices under one name could not be told apart in a log, nor revoked one by one.',
    next: `choose another name; for the same device: ./sclerite device issue ${name} --renew (the old one ends by itself), or ./sclerite device revoke ${name} first.`,
  });
}
