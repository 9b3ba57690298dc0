import { X509Certificate } from 'node:crypto';
import type { State } from '../edges/state-dir.ts';
import { closest } from '../policy/closest.ts';
import { type KitError, usageError } from '../policy/errors.ts';
import { type Authority, publishList, readAuthority, sha256 } from './authority.ts';
import { FILES } from './files.ts';
import type { Issued } from './index-file.ts';
import { stateOf } from './list.ts';
import { exclusively } from './lock.ts';
import { parseSerial } from './serial.ts';

export interface Revocation {
  /** Newly revoked; empty: all of them were before. */
  readonly revoked: readonly Issued[];
  /** Were revoked before. */
  readonly before: readonly Issued[];
  /** The list that every server must have now, PEM. */
  readonly crl: string;
}

/**
 * Revokes every certificate of a name that has not ended, or one by its serial or its own text. Safe to repeat.
 *
 * @param what a name, a serial number, or the PEM text of a certificate
 * @returns undefined: there is no CA
 * @throws E_DEVICE_UNKNOWN, E_DEVICE_FOREIGN, E_DEVICE_NOTHING_LEFT (64), E_DEVICES_…, E_STATE_…, E_BUSY
 */
export async function revokeDevice(state: State, what: string, now: Date): Promise<Revocation | undefined> {
  return exclusively(state, async () => {
    const authority = await readAuthority(state, now);
    if (authority === undefined) return undefined;
    const { chosen, others } = choose(authority, what, now);
    const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const [before, fresh] = [chosen.filter(({ revoked }) => revoked), chosen.filter(({ revoked }) => !revoked)];
    const revoked = fresh.map((one) => ({ ...one, revoked: at }));
    const bySerial = new Map([...authority.index.certificates, ...others, ...revoked].map((one) => [one.serial, one]));
    const standing = state.readText(FILES.list);
    // Nothing new, and the list as it was published: the servers hold, or will hold, exactly this one.
    if (fresh.length === 0 && standing !== undefined && sha256(standing) === authority.index.list.sha256) {
      return { revoked, before, crl: standing };
    }
    await publishList(state, authority, [...bySerial.values()], now);
    const crl = state.readText(FILES.list);
    if (crl === undefined) throw new Error('the list was written a moment ago');
    return { revoked, before, crl };
  });
}

/** `others`: certificates of ours that the index had lost. */
function choose(authority: Authority, what: string, now: Date): { chosen: Issued[]; others: Issued[] } {
  const { certificates } = authority.index;
  if (what.includes('-----BEGIN')) {
    const found = ours(authority, what);
    const known = certificates.find(({ serial }) => serial === found.serial);
    return known ? { chosen: [known], others: [] } : { chosen: [found], others: [found] };
  }
  const serial = parseSerial(what);
  const chosen = certificates.filter((one) =>
    serial === undefined ? one.name === what && one.purpose === 'device' : one.serial === serial,
  );
  if (chosen.length === 0) throw unknown(what, serial !== undefined, certificates);
  const standing = chosen.filter((one) => stateOf(one, now) !== 'expired');
  if (standing.length === 0) throw ended(what, chosen);
  return { chosen: standing, others: [] };
}

/** A certificate that this CA signed, whether it is on record or not. */
function ours({ ca }: Authority, text: string): Issued {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(text);
  } catch (cause) {
    throw foreign('this file holds no certificate that can be read.', cause);
  }
  if (!certificate.verify(new X509Certificate(ca).publicKey)) {
    throw foreign(
      `${certificate.subject.replace(/\n/g, ', ')} was issued by ${certificate.issuer.replace(/\n/g, ', ')}, and not by this project's CA: its servers refuse it anyway.`,
    );
  }
  if (certificate.ca) throw foreign("it is the CA's own. To let nobody in, set another exposure.");
  return {
    serial: certificate.serialNumber,
    name: certificate.subject.replace(/^CN=/, ''),
    purpose: 'device',
    issued: new Date(certificate.validFrom),
    until: new Date(certificate.validTo),
  };
}

const foreign = (why: string, cause?: unknown): KitError =>
  usageError({
    code: 'E_DEVICE_FOREIGN',
    what: 'This certificate cannot be revoked here.',
    why,
    next: './sclerite device list shows what this project issued.',
    cause,
  });

function unknown(what: string, isSerial: boolean, certificates: readonly Issued[]): KitError {
  const names = [...new Set(certificates.filter(({ purpose }) => purpose === 'device').map(({ name }) => name))];
  const near = isSerial ? undefined : closest(what, names);
  return usageError({
    code: 'E_DEVICE_UNKNOWN',
    what: isSerial ? `No certificate with the serial ${what} is on record.` : `There is no device "${what}".`,
    why: names.length === 0 ? 'none was issued yet.' : `what was issued: ${names.join(', ')}.`,
    next:
      near === undefined
        ? './sclerite device list shows them all; a certificate that is not on record can be named by its file.'
        : `did you mean: ./sclerite device revoke ${near}`,
  });
}

const ended = (what: string, chosen: readonly Issued[]): KitError =>
  usageError({
    code: 'E_DEVICE_NOTHING_LEFT',
    what: `Nothing of ${what} is left to revoke.`,
    why: `its certificate ended on ${chosen.at(-1)?.until.toISOString().slice(0, 10)}, and no server accepts it since.`,
    next: './sclerite device list shows what is still valid.',
  });
