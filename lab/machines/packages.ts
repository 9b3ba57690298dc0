import { KitError } from '../../policy/errors.ts';
import { command, tryCommand } from '../command.ts';
import type { Progress } from '../progress.ts';

/** Debian package to what the lab does with it. Names are the same in Debian 12 and 13. */
const needed: Readonly<Record<string, string>> = {
  mmdebstrap: 'builds the machines’ image',
  'systemd-container': 'runs the machines',
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

/** Installs what is missing, and says what and why. @throws E_LAB_PACKAGES on a host that is not Debian. */
export async function ensurePackages(progress: Progress): Promise<void> {
  const missing = await missingPackages();
  if (missing.length === 0) return;
  for (const name of missing) progress(`installing the package ${name}: it ${needed[name]}`);
  if ((await tryCommand(['apt-get', '--version'])).exitCode !== 0) throw noApt(missing);
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', '-qq', ...missing];
  const first = await tryCommand(install, { env });
  if (first.exitCode === 0) return;
  // Lists that were never fetched, or that are too old for what the archive still has.
  await command(['apt-get', 'update', '-qq'], { env });
  await command(install, { env });
}

async function missingPackages(): Promise<string[]> {
  const names = Object.keys(needed);
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
