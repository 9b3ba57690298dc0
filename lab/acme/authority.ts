import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import writeFileAtomic from 'write-file-atomic';

import type { LabNetwork } from '../network/addresses.ts';
import { listenTcp } from '../network/listen.ts';
import type { AuthorityPaths } from '../paths.ts';
import { issueCertificate, type KeyedCertificate, makeAuthority } from './certificate.ts';
import { createFront } from './front.ts';
import { ACME_PORT, keepPebble } from './pebble.ts';

const DAY_MS = 86_400_000;
/** Clients whose clock is made wrong in a test still have to believe the directory itself. */
const SINCE_DAYS = 60;
/** Roots of Pebbles that are gone: certificates on the lab's disks still lead to them. */
const KEPT_ROOTS = 8;

/** What `newAccount` and the others hang below. */
export function directoryUrl({ authority }: LabNetwork): string {
  return `https://${authority.ipv4}/dir`;
}

/**
 * The lab's CA: Pebble on a loopback address of the host, and before it, in the router's namespace, the address that
 * machines and operators know. Pebble runs on the host and not in the router, because what it asks of machines has to
 * come from outside and pass their cloud firewall; the router's own packets do not.
 */
export async function raiseAuthority(
  paths: AuthorityPaths,
  network: LabNetwork,
  log: (line: string) => void,
): Promise<{ readonly ready: Promise<void>; close(): Promise<void> }> {
  const { loopback, ipv4 } = network.authority;
  await mkdir(paths.dir, { recursive: true });
  await chmod(paths.dir, 0o755);
  await mkdir(paths.private, { recursive: true, mode: 0o700 });
  const authority = await ensureDirectoryAuthority(paths);
  await writeFileAtomic(paths.directoryRoots, authority.certificate, { mode: 0o644 });
  const { certificate, key } = await issueCertificate(authority, [ipv4, loopback], lifetime(397));
  const files = { certificate: join(paths.private, 'directory.pem'), key: join(paths.private, 'directory.key') };
  await writeFileAtomic(files.certificate, certificate, { mode: 0o600 });
  await writeFileAtomic(files.key, key, { mode: 0o600 });

  const pebble = keepPebble({
    paths,
    listen: loopback,
    nameServer: `${network.nameServer}:53`,
    files,
    log,
    onRoot: (pem) => rememberRoot(paths.roots, pem),
  });
  const front = createFront({
    listener: await listenTcp(network.router.namespace, ipv4, 443),
    certificate,
    key,
    roots: authority.certificate,
    upstream: { host: loopback, port: ACME_PORT },
    controlFile: paths.control,
    log,
  });
  return {
    ready: pebble.ready,
    async close() {
      front.close();
      await pebble.stop();
    },
  };
}

/** Kept as long as the lab's state: servers that were told to trust it stay right over a restart. */
async function ensureDirectoryAuthority(paths: AuthorityPaths): Promise<KeyedCertificate> {
  const files = { certificate: paths.directoryRoots, key: join(paths.private, 'directory-ca.key') };
  if (existsSync(files.certificate) && existsSync(files.key)) {
    const certificate = await readFile(files.certificate, 'utf8');
    if (new X509Certificate(certificate).validToDate.getTime() > Date.now() + 400 * DAY_MS) {
      return { certificate, key: await readFile(files.key, 'utf8') };
    }
  }
  const made = await makeAuthority('Sclerite lab ACME directory', lifetime(3650));
  await writeFileAtomic(files.key, made.key, { mode: 0o600 });
  return made;
}

function lifetime(days: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - SINCE_DAYS * DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}

async function rememberRoot(path: string, pem: string): Promise<void> {
  const before = existsSync(path) ? await readFile(path, 'utf8') : '';
  await writeFileAtomic(path, mergeRoots(pem, before), { mode: 0o644 });
}

/** The new root first, then those before it, the oldest forgotten. */
export function mergeRoots(pem: string, before: string): string {
  const old = before.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const all = [...new Set([pem.trim(), ...old.map((one) => one.trim())])];
  return all
    .slice(0, KEPT_ROOTS)
    .map((one) => `${one}\n`)
    .join('');
}
