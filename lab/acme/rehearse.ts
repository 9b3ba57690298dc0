import { readFile, rm } from 'node:fs/promises';

import writeFileAtomic from 'write-file-atomic';

import { KitError } from '../../policy/errors.ts';
import { type ProcessIdentity, signal, waitForEnd } from '../machines/process.ts';
import { labNetwork } from '../network/addresses.ts';
import { authorityPaths, labPaths } from '../paths.ts';
import type { LabSettings } from '../settings.ts';
import { issueCertificate, type KeyedCertificate, type Validity } from './certificate.ts';
import { type AuthorityControl, readControl } from './control.ts';
import { fetchManagement } from './pebble.ts';

/** Longer than Pebble's start on a very busy host. */
const RESTART_SECONDS = 60;

const pathsOf = (settings: LabSettings) => authorityPaths(labPaths(settings));

/** Tells the lab's CA what to do wrong, all of it; `{}`: nothing. A fault counts from the next request, in every process. */
export async function controlAuthority(settings: LabSettings, control: AuthorityControl): Promise<void> {
  const { control: path } = pathsOf(settings);
  if (Object.keys(control).length === 0) {
    await rm(path, { force: true });
    return;
  }
  await writeFileAtomic(path, `${JSON.stringify(control, null, 2)}\n`, { mode: 0o644 });
  readControl(path);
}

/** Ends Pebble and waits for the next: every account, order and key is gone, and it issues under a new root. */
export async function restartAuthority(settings: LabSettings): Promise<void> {
  const { running, log } = pathsOf(settings);
  const before = await readIdentity(running);
  if (before !== null) {
    signal(before, 'SIGKILL');
    await waitForEnd(before, 5);
  }
  const deadline = performance.now() + RESTART_SECONDS * 1000;
  for (;;) {
    const now = await readIdentity(running);
    if (now !== null && (now.pid !== before?.pid || now.startTime !== before.startTime)) return;
    if (performance.now() > deadline) {
      throw new KitError({
        code: 'E_LAB_AUTHORITY',
        what: "The lab's CA did not come back.",
        why: `its process ended, and no other answered within ${RESTART_SECONDS} s.`,
        next: `read ${log} and the daemon's log.`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function readIdentity(path: string): Promise<ProcessIdentity | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ProcessIdentity;
  } catch (error) {
    // Pebble's keeper takes it away when Pebble has ended, at any moment.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * A certificate that no honest CA would give, under the present root and intermediate of the lab's CA: expired, not valid
 * yet, for another name. `certificate` is the whole chain, as a server shows it.
 */
export async function forgeCertificate(
  settings: LabSettings,
  names: readonly [string, ...string[]],
  validity: Validity,
): Promise<KeyedCertificate> {
  const host = labNetwork(settings).authority.loopback;
  const roots = await readFile(pathsOf(settings).directoryRoots, 'utf8');
  const [intermediate, issuerKey] = await Promise.all([
    fetchManagement(host, roots, '/intermediates/0'),
    fetchManagement(host, roots, '/intermediate-keys/0'),
  ]);
  const { certificate, key } = await issueCertificate({ certificate: intermediate, key: issuerKey }, names, validity);
  return { certificate: `${certificate.trimEnd()}\n${intermediate.trimEnd()}\n`, key };
}
