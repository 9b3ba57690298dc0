/** The CA's files: read and proven to belong together, made, and its list published. Whoever writes holds the lock. */
import { createHash, createPrivateKey, type KeyObject, type webcrypto, X509Certificate } from 'node:crypto';
import { renameSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { State } from '../edges/state-dir.ts';
import { FILES, type Probe, probeText } from './files.ts';
import { type Index, type Issued, readIndex, writeIndex } from './index-file.ts';
import { newKeyPair, signingKey } from './key-pair.ts';
import { AUTHORITY_DAYS, BACKDATED_MS, daysLater, endOf, LIST_DAYS } from './lives.ts';
import { damaged, expiredAuthority, noKey, readableKey } from './problems.ts';
import { newSerial } from './serial.ts';
import { buildAuthority, buildDevice, buildList, parseList, type Signer } from './x509.ts';

/** A CA that can sign. */
export interface Authority extends Signer {
  /** Nothing that it signs is accepted after this. */
  readonly until: Date;
  readonly index: Index;
}

/** Where the CA's files lie, absolute. */
export const folderOf = (state: State): string => dirname(state.path(FILES.ca));

/**
 * The CA, proven: certificate and key fit, nobody else could read the key, and it has not ended.
 *
 * @returns undefined: there is none
 * @throws E_DEVICES_DAMAGED, E_DEVICES_NO_KEY, E_DEVICES_KEY_MODE, E_DEVICES_EXPIRED, E_STATE_READ, E_STATE_DAMAGED
 */
export async function readAuthority(state: State, now: Date): Promise<Authority | undefined> {
  const dir = folderOf(state);
  const ca = state.readText(FILES.ca);
  const keyText = readKey(state);
  const index = readIndex(state);
  if (ca === undefined && keyText === undefined && index === undefined) return undefined;
  if (ca === undefined) throw damaged(dir, 'ca.pem, its certificate, is missing.');
  if (keyText === undefined) throw noKey(dir);
  if (index === undefined) throw damaged(dir, 'index.json, the record of what was issued, is missing.');
  const certificate = parsed(() => new X509Certificate(ca), dir, 'ca.pem is no certificate');
  const key = parsed(() => createPrivateKey(keyText), dir, 'ca.key is no private key');
  if (!certificate.checkPrivateKey(key)) throw damaged(dir, 'ca.key is not the key of ca.pem.');
  const until = new Date(certificate.validTo);
  if (until <= now) throw expiredAuthority(dir, until);
  return { ca, key: await imported(key, dir), until, index };
}

function readKey(state: State): string | undefined {
  const path = state.path(FILES.key);
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode !== undefined && (mode & 0o077) !== 0) throw readableKey(path, mode & 0o7777);
  return state.readText(FILES.key);
}

function parsed<T>(parse: () => T, dir: string, what: string): T {
  try {
    return parse();
  } catch (cause) {
    throw damaged(dir, `${what}: ${cause instanceof Error ? cause.message : cause}.`, cause);
  }
}

async function imported(key: KeyObject, dir: string): Promise<webcrypto.CryptoKey> {
  try {
    return await signingKey(key);
  } catch (cause) {
    throw damaged(dir, 'ca.key is no ECDSA key on P-256, and that is what the kit makes.', cause);
  }
}

/**
 * Makes the CA, the canary and the certificate of `verify`. All of it appears in one step or not at all: an interrupted run
 * leaves nothing that looks like a CA.
 */
export async function createAuthority(state: State, now: Date): Promise<void> {
  const pair = newKeyPair();
  const from = new Date(now.getTime() - BACKDATED_MS);
  const until = endOf(now, AUTHORITY_DAYS, daysLater(now, AUTHORITY_DAYS));
  const key = await signingKey(createPrivateKey(pair.privateKey));
  const name = `${basename(state.dir)} devices`;
  const ca = await buildAuthority({ name, serial: newSerial(), publicKey: pair.publicKey, key, from, until });
  const signer = { ca, key };
  const canary = await issued({ name: 'sclerite canary', purpose: 'canary' }, from, until, signer);
  const verify = await issued(
    { name: 'sclerite verify', purpose: 'verify' },
    from,
    endOf(now, LIST_DAYS, until),
    signer,
  );
  const certificates = [{ ...canary.record, revoked: canary.record.issued }, verify.record];
  const { text, list } = await nextList(signer, certificates, { number: 0, text: undefined }, now, until);

  const unfinished = 'devices.unfinished';
  state.remove(unfinished);
  const write = (file: string, content: string) => state.writeText(file.replace(/^devices(?=\/)/, unfinished), content);
  write(FILES.key, pair.privateKey);
  write(FILES.ca, ca);
  write(FILES.canary, probeText(canary.probe));
  write(FILES.verify, probeText(verify.probe));
  write(FILES.list, text);
  write(FILES.index, `${JSON.stringify({ version: 1, list, certificates } satisfies Index, null, 2)}\n`);
  renameSync(state.path(`${unfinished}/x`).slice(0, -2), folderOf(state));
}

/** A new key, its certificate, and the line of the index. */
export async function issued(
  { name, purpose }: Pick<Issued, 'name' | 'purpose'>,
  from: Date,
  until: Date,
  signer: Signer,
): Promise<{ probe: Probe; record: Issued }> {
  const pair = newKeyPair();
  const serial = newSerial();
  const cert = await buildDevice({ name, serial, publicKey: pair.publicKey, from, until }, signer);
  return {
    probe: { cert, key: pair.privateKey },
    record: { serial, name, purpose, issued: endOf(new Date(from.getTime() + BACKDATED_MS), 0, until), until },
  };
}

/**
 * Signs and writes a new list. Whatever an older list revoked stays revoked, also when the index came from an older backup:
 * list first, index second, so that an interruption between them loses nothing.
 *
 * @returns the index as it stands now
 */
export async function publishList(
  state: State,
  { ca, key, until, index: { list: former } }: Authority,
  certificates: readonly Issued[],
  now: Date,
): Promise<Index> {
  const formerList = { number: former.number, text: state.readText(FILES.list) };
  const { text, list, merged } = await nextList({ ca, key }, certificates, formerList, now, until);
  const index: Index = { version: 1, list, certificates: merged };
  state.writeText(FILES.list, text);
  writeIndex(state, index);
  return index;
}

async function nextList(
  signer: Signer,
  certificates: readonly Issued[],
  formerList: { readonly number: number; readonly text: string | undefined },
  now: Date,
  authorityUntil: Date,
) {
  const former = formerList.text === undefined ? undefined : await parseList(formerList.text, signer.ca);
  const at = new Map(former?.revoked.map((entry) => [entry.serial, entry.at]));
  for (const { serial, revoked } of certificates) if (revoked && !at.has(serial)) at.set(serial, revoked);
  const merged = certificates.map((record) => {
    const revoked = at.get(record.serial);
    return revoked === undefined ? record : { ...record, revoked };
  });
  const number = Math.max(formerList.number, former?.number ?? 0) + 1;
  const until = endOf(now, LIST_DAYS, authorityUntil);
  const from = new Date(now.getTime() - BACKDATED_MS);
  const revoked = [...at].map(([serial, moment]) => ({ serial, at: moment }));
  const text = await buildList({ number, from, until, revoked }, signer);
  return { text, merged, list: { number, until, sha256: sha256(text) } };
}

/** As the index keeps it, hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
