/** What of the project's CA for devices lies in the state, and the light half of it: reading, without any cryptography. */
import type { State } from '../edges/state-dir.ts';

/**
 * Below the state directory. Everything but `ca.key` may be read by a program that only verifies:
 *
 *     devices/ca.key      PKCS#8; whoever has it makes certificates
 *     devices/ca.pem
 *     devices/crl.pem     what the servers hold, too
 *     devices/index.json  what was issued; see index-file.ts
 *     devices/verify.pem  key and certificate that `verify` shows, valid
 *     devices/canary.pem  key and certificate that was revoked at birth: it must be refused
 */
export const FILES = {
  key: 'devices/ca.key',
  ca: 'devices/ca.pem',
  list: 'devices/crl.pem',
  index: 'devices/index.json',
  verify: 'devices/verify.pem',
  canary: 'devices/canary.pem',
} as const;

/** What a server needs to recognise devices. PEM. */
export interface Devices {
  readonly ca: string;
  readonly crl: string;
}

/** The CA and its list as they stand; undefined: there is no CA, or its list was lost. @throws E_STATE_READ */
export function devicesOf(state: State): Devices | undefined {
  const ca = state.readText(FILES.ca);
  const crl = state.readText(FILES.list);
  return ca === undefined || crl === undefined ? undefined : { ca, crl };
}

/** A certificate and its key, PEM. */
export interface Probe {
  readonly cert: string;
  readonly key: string;
}

/**
 * The two certificates that `verify` shows to a server: one that must be let in, one that must be refused.
 *
 * @returns undefined: there is no CA, or one of them is missing or damaged (the next deploy makes `valid` anew)
 * @throws E_STATE_READ
 */
export function probeCertificates(state: State): { readonly valid: Probe; readonly revoked: Probe } | undefined {
  const valid = probe(state.readText(FILES.verify));
  const revoked = probe(state.readText(FILES.canary));
  return valid && revoked ? { valid, revoked } : undefined;
}

/** One file for both, so that a new pair replaces the old one in a single step. Pure. */
export const probeText = ({ cert, key }: Probe): string => `${key}${cert}`;

function probe(text: string | undefined): Probe | undefined {
  const [, key, cert] =
    text?.match(
      /^(-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\n)(-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n)$/,
    ) ?? [];
  return key === undefined || cert === undefined ? undefined : { cert, key };
}
