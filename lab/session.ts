import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { KitError } from '../policy/errors.ts';
import { endAuthority } from './acme/pebble.ts';
import { rememberRunning, removeAll, resumeMachines } from './cleanup.ts';
import { driverOf } from './drivers/choose.ts';
import { ensureImage } from './machines/image.ts';
import { ensurePackages } from './machines/packages.ts';
import { isAlive, type ProcessIdentity, signal, waitForEnd } from './machines/process.ts';
import { labNetwork } from './network/addresses.ts';
import { checkHostRoutes, raiseHost } from './network/host.ts';
import { raiseRouter } from './network/router.ts';
import { authorityPaths, labPaths } from './paths.ts';
import type { Progress } from './progress.ts';
import { chooseAccelerator } from './qemu/accelerator.ts';
import { ensureDiskImage } from './qemu/image.ts';
import { type DriverName, environmentOf, type LabSettings } from './settings.ts';

const DAEMON = fileURLToPath(new URL('./daemon.ts', import.meta.url));
/** Measured 1 s; the disk of a busy host may make it wait. */
const DAEMON_START_SECONDS = 60;

/** `daemon.json`: who serves this lab, once it does. */
export interface DaemonRecord extends ProcessIdentity {
  readonly endpoint: string;
  /** URL of the CA's directory. */
  readonly acmeDirectory: string;
  /** Address that answers DNS on this host's side. */
  readonly nameServer: string;
  /** Who runs its machines. @default nspawn */
  readonly driver?: DriverName;
}

/** What a client of a running lab needs. */
export interface LabAccess {
  /** What HCLOUD_ENDPOINT takes. */
  readonly endpoint: string;
  readonly token: string;
  readonly acmeDirectory: string;
  /** Holds `directory-roots.pem` (who signed the directory's own HTTPS certificate) and `roots.pem` (what it issues under). */
  readonly acmeDir: string;
  readonly nameServer: string;
}

/** The daemon's record, or null when none runs; `died` when it left one behind. */
export function findDaemon(settings: LabSettings): DaemonRecord | 'died' | null {
  const { daemonPid } = labPaths(settings);
  if (!existsSync(daemonPid)) return null;
  const record = JSON.parse(readFileSync(daemonPid, 'utf8')) as DaemonRecord;
  return isAlive(record) ? record : 'died';
}

/** @throws E_LAB_DRIVER */
export function labDriver(settings: LabSettings): Promise<DriverName> {
  const daemon = findDaemon(settings);
  return driverOf(settings, daemon === null || daemon === 'died' ? undefined : daemon.driver);
}

/** @throws E_LAB_DOWN when no daemon runs. */
export async function labAccess(settings: LabSettings): Promise<LabAccess> {
  const paths = labPaths(settings);
  const daemon = findDaemon(settings);
  if (daemon !== null && daemon !== 'died') {
    const { endpoint, acmeDirectory, nameServer } = daemon;
    const token = (await readFile(paths.token, 'utf8')).trim();
    return { endpoint, token, acmeDirectory, acmeDir: authorityPaths(paths).dir, nameServer };
  }
  throw new KitError({
    code: 'E_LAB_DOWN',
    what: 'The lab is not up.',
    why: daemon === 'died' ? 'its daemon has died; its machines may still run.' : 'no daemon runs.',
    next: 'run `./sclerite lab up` (add --no-deploy for the empty lab).',
  });
}

/** For a command typed by hand or a child process. */
export function accessEnvironment(access: LabAccess): Record<string, string> {
  const { endpoint, token, acmeDirectory, acmeDir, nameServer } = access;
  return {
    HCLOUD_ENDPOINT: endpoint,
    HCLOUD_TOKEN: token,
    SCLERITE_CALLER_URL: endpoint.replace(/\/v1$/, '/_lab/caller'),
    SCLERITE_LAB_ACME_DIRECTORY: acmeDirectory,
    SCLERITE_LAB_ACME_DIR: acmeDir,
    SCLERITE_DNS_SERVERS: nameServer,
  };
}

/** Everything an empty lab needs, each part only where it is missing. Safe to run again, also over a lab that half stands. */
export async function raiseLab(settings: LabSettings, progress: Progress): Promise<LabAccess> {
  const paths = labPaths(settings);
  const network = labNetwork(settings);
  const driver = await labDriver(settings);
  const daemon = findDaemon(settings);
  if (daemon !== null && daemon !== 'died') checkDriver(daemon, driver);
  await ensurePackages(driver, progress);
  await checkHostRoutes(network);
  await (driver === 'qemu' ? ensureDiskImage : ensureImage)('debian-13', paths.images, progress);
  if (driver === 'qemu' && chooseAccelerator() === 'tcg') {
    progress(
      'no KVM on this host: QEMU translates every instruction of the machines, which takes 10 to 30 times as long',
    );
  }
  if (daemon !== null && daemon !== 'died') {
    progress(`the lab is up already: ${daemon.endpoint}, process ${daemon.pid}`);
    return labAccess(settings);
  }
  if (daemon === 'died') progress('the daemon had died; its machines are taken over as they are');
  await mkdir(dirname(paths.state), { recursive: true });
  await mkdir(paths.state, { recursive: true });
  // An operator who is not root passes through to the CA's certificates and finds nothing else open.
  await chmod(paths.state, 0o711);
  await ensureToken(paths.token);
  await raiseRouter(network);
  await raiseHost(network);
  progress(`network: ${network.ipv4Range} and ${network.ipv6Range} behind ${network.host.link}`);
  await rm(paths.daemonPid, { force: true });
  const record = await startDaemon({ ...settings, driver });
  progress(`API: ${record.endpoint}, process ${record.pid}`);
  const access = await labAccess(settings);
  await resumeMachines(paths, access, progress);
  return access;
}

/** A lab without machines may be up under another driver: its daemon is what decides. */
function checkDriver(daemon: DaemonRecord, driver: DriverName): void {
  const { driver: running = 'nspawn' } = daemon;
  if (running === driver) return;
  throw new KitError({
    code: 'E_LAB_DRIVER',
    what: `The lab cannot use the driver ${driver} now.`,
    why: `it is up with ${running}.`,
    next: `./sclerite lab down, then ./sclerite lab up --driver ${driver}.`,
    exitCode: 64,
  });
}

/** Removes everything of the lab that lives: only files remain. Works on what it finds, also after a crash. */
export async function lowerLab(settings: LabSettings, progress: Progress): Promise<void> {
  await rememberRunning(labPaths(settings));
  const daemon = findDaemon(settings);
  if (daemon !== null && daemon !== 'died') {
    signal(daemon, 'SIGTERM');
    // The API finishes what is under way for 5 s at most; what it could not finish is cleared below in any case.
    if (!(await waitForEnd(daemon, 10))) signal(daemon, 'SIGKILL');
    progress('daemon ended');
  }
  await endAuthority(authorityPaths(labPaths(settings)));
  await removeAll(settings, progress);
  await rm(labPaths(settings).daemonPid, { force: true });
}

/** Forgets every server and object of a lab that is down, with the machines' disks. */
export async function forgetLab(settings: LabSettings): Promise<void> {
  await rm(settings.stateDir, { recursive: true, force: true });
}

/** Hetzner's tokens have 64 characters, and its provider insists on that. */
async function ensureToken(path: string): Promise<void> {
  if (existsSync(path)) return;
  await writeFile(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
}

async function startDaemon(settings: LabSettings): Promise<DaemonRecord> {
  const paths = labPaths(settings);
  // One life, one log; the one before is kept, for whoever wants to know why it ended.
  if (existsSync(paths.daemonLog)) await rename(paths.daemonLog, `${paths.daemonLog}.old`);
  const log = openSync(paths.daemonLog, 'a', 0o600);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', DAEMON], {
    cwd: '/',
    detached: true,
    env: { ...process.env, ...environmentOf(settings) },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  await once(child, 'spawn');
  child.unref();
  const deadline = performance.now() + DAEMON_START_SECONDS * 1000;
  for (;;) {
    const record = findDaemon(settings);
    if (record !== null && record !== 'died') return record;
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new KitError({
        code: 'E_LAB_DAEMON',
        what: "The lab's daemon did not start.",
        why: (await readFile(paths.daemonLog, 'utf8')).trim().split('\n').slice(-12).join('\n') || 'it said nothing.',
        next: `read ${paths.daemonLog}, then run \`./sclerite lab down\` and try again.`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
