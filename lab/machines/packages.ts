import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KitError } from '../../policy/errors.ts';
import { command, tryCommand } from '../command.ts';
import type { Progress } from '../progress.ts';
import type { DriverName } from '../settings.ts';
import { readHostMirror } from './image.ts';

/** Debian package to what the lab does with it. Names are the same in Debian 12 and 13. */
const always: Readonly<Record<string, string>> = {
  mmdebstrap: 'builds the machines’ image',
  'debian-archive-keyring': 'checks the image’s packages',
  nftables: 'is the cloud firewall',
  iproute2: 'links the machines',
  procps: 'switches forwarding on inside the router',
  'util-linux': 'isolates the machines',
  e2fsprogs: 'formats volumes',
  xfsprogs: 'formats volumes',
  'openssh-client': 'makes the lab’s key',
  pebble: 'is the lab’s certificate authority',
};

const byDriver: Readonly<Record<DriverName, Readonly<Record<string, string>>>> = {
  nspawn: { 'systemd-container': 'runs the machines' },
  qemu: {
    'qemu-system-x86': 'runs the machines',
    'qemu-utils': 'makes the machines’ disks',
    'dnsmasq-base': 'gives the machines their addresses, by DHCP as at Hetzner',
  },
};

/** Only these are taken from backports, where the release's own are too old. */
const fromBackports = new Set(['qemu-system-x86', 'qemu-utils']);
/** Debian 12's 7.2 ends under TCG with a panic of the guest's kernel (cmpxchg16b); 10 runs it. */
const OLDEST_QEMU = 10;

/** Installs what is missing, and says what and why. @throws E_LAB_PACKAGES on a host that is not Debian. */
export async function ensurePackages(driver: DriverName, progress: Progress): Promise<void> {
  const needed = { ...always, ...byDriver[driver] };
  const missing = await missingPackages(Object.keys(needed));
  const old = driver === 'qemu' && !missing.includes('qemu-system-x86') && (await qemuVersion()) < OLDEST_QEMU;
  if (missing.length === 0 && !old) return;
  for (const name of missing) progress(`installing the package ${name}: it ${needed[name]}`);
  if (old) progress(`installing a newer qemu-system-x86: the lab needs version ${OLDEST_QEMU}`);
  if ((await tryCommand(['apt-get', '--version'])).exitCode !== 0) throw noApt(missing);
  const qemu = [...(old ? fromBackports : missing.filter((name) => fromBackports.has(name)))];
  const rest = missing.filter((name) => !qemu.includes(name));
  if (rest.length > 0) await install(rest);
  if (qemu.length > 0) await installFromBackports(qemu, progress);
}

const aptEnvironment = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
const aptGet = ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=120'];
const installing = ['install', '--yes', '--no-install-recommends'];

async function install(names: readonly string[]): Promise<void> {
  const argv = [...aptGet, ...installing, ...names];
  if ((await tryCommand(argv, { env: aptEnvironment })).exitCode === 0) return;
  // Lists that were never fetched, or that are too old for what the archive still has.
  await command([...aptGet, 'update'], { env: aptEnvironment });
  await command(argv, { env: aptEnvironment });
}

/** Debian 12 has them in its backports. The host's own sources stay as they are: apt reads a copy of them with one more. */
async function installFromBackports(names: readonly string[], progress: Progress): Promise<void> {
  const suite = parseSuite(await readFile('/etc/os-release', 'utf8'));
  if (suite !== 'bookworm') return install(names);
  progress(`from ${suite}-backports, for this once: the version in ${suite} is too old`);
  const parts = await mkdtemp(join(tmpdir(), 'sclerite-apt-'));
  try {
    await cp('/etc/apt/sources.list.d', parts, { recursive: true });
    const { archive } = await readHostMirror();
    await writeFile(join(parts, 'lab-backports.list'), `deb ${archive} ${suite}-backports main\n`);
    const apt = [...aptGet, '-o', `Dir::Etc::SourceParts=${parts}`];
    await command([...apt, 'update'], { env: aptEnvironment });
    await command([...apt, ...installing, '--target-release', `${suite}-backports`, ...names], { env: aptEnvironment });
  } finally {
    await rm(parts, { recursive: true });
  }
}

export function parseSuite(osRelease: string): string {
  return /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(osRelease)?.[1] ?? '';
}

async function qemuVersion(): Promise<number> {
  return parseQemuVersion(await command(['qemu-system-x86_64', '--version']));
}

/** The major version of `QEMU emulator version 10.0.2 (Debian …)`; 0 for another answer. */
export function parseQemuVersion(text: string): number {
  return Number(/^QEMU emulator version (\d+)\./m.exec(text)?.[1] ?? 0);
}

async function missingPackages(names: readonly string[]): Promise<string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '${Package} ${db:Status-Status}\n';
  // Exit code 1: some of them were never heard of. Their lines are missing, which is answer enough.
  const { stdout } = await tryCommand(['dpkg-query', '--show', '--showformat', format, ...names]);
  return parseMissing(names, stdout);
}

/** `dpkg-query` lines "name status" against what is wanted: whatever is not `installed` is missing. */
export function parseMissing(names: readonly string[], dpkg: string): string[] {
  const installed = new Set(
    dpkg.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.slice(0, -' installed'.length)] : [])),
  );
  return names.filter((name) => !installed.has(name));
}

function noApt(missing: readonly string[]): KitError {
  return new KitError({
    code: 'E_LAB_PACKAGES',
    what: `The lab needs packages that are missing: ${missing.join(', ')}.`,
    why: 'this host has no apt-get to install them with; the lab runs on Debian 12 and 13.',
    next: 'run it on such a machine; the API without machines runs anywhere: ./sclerite lab api --driver none',
  });
}
