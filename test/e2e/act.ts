import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fetchManagement } from '../../lab/acme/pebble.ts';
import { execIn } from '../../lab/exec.ts';
import { labNetwork } from '../../lab/network/addresses.ts';
import { authorityPaths, labPaths } from '../../lab/paths.ts';
import type { OwnLab } from '../own-lab.ts';
import { type Act, actsOf } from '../sabotage/sabotage.ts';

/** What an act is done to. */
export interface Scene {
  readonly lab: OwnLab;
  readonly server: string;
  readonly serverId: number;
  readonly firewallId: number;
}

/** @throws when one of the acts itself fails: a sabotage that did not happen proves nothing */
export async function perform(acts: Act | readonly Act[], scene: Scene): Promise<void> {
  for (const act of actsOf(acts)) await performOne(act, scene);
}

async function performOne(act: Act, { lab, server, serverId, firewallId }: Scene): Promise<void> {
  if (typeof act === 'string') {
    const argv = ['bash', '-c', `set -euo pipefail\n${act}`];
    const { exitCode, stdout, stderr } = await execIn(server, argv, { settings: lab.settings, timeoutSeconds: 240 });
    if (exitCode !== 0) throw new Error(`the act ended with ${exitCode}: ${stderr.trim() || stdout.trim()}`);
    return;
  }
  if (act.where === 'router') {
    const env = { ...process.env, TABLE: `${lab.settings.prefix}-lab`, SERVER_ID: String(serverId) };
    const script = `set -euo pipefail\n${act.bash}`;
    execFileSync('ip', ['netns', 'exec', `${lab.settings.prefix}-router`, 'bash', '-c', script], {
      env,
      stdio: 'pipe',
    });
    return;
  }
  if (act.where === 'authority') return layAuthority(act.directory, server, lab);
  const ids: Record<string, number> = { '{server}': serverId, '{firewall}': firewallId };
  const seen = await lab.api<{ server: { public_net: { ipv4: { ip: string } | null } } }>(
    'GET',
    `/servers/${serverId}`,
  );
  const named = (text: string) =>
    text.replaceAll('{name}', server).replaceAll('{ipv4}', seen.server.public_net.ipv4?.ip ?? '(no IPv4 address)');
  const path = named(act.path.replace('{server}', String(serverId)).replace('{firewall}', String(firewallId)));
  const body = JSON.parse(JSON.stringify(act.body ?? {}), (_, value) =>
    typeof value === 'string' ? (ids[value] ?? named(value)) : value,
  );
  await lab.api(act.method, path, body);
}

/** Only a lab's CA gives its key away, and it is worth nothing elsewhere. */
async function layAuthority(directory: string, server: string, { settings }: OwnLab): Promise<void> {
  const host = labNetwork(settings).authority.loopback;
  const roots = await readFile(authorityPaths(labPaths(settings)).directoryRoots, 'utf8');
  const [certificate, key] = await Promise.all(
    ['/intermediates/0', '/intermediate-keys/0'].map((path) => fetchManagement(host, roots, path)),
  );
  const script = `umask 077; mkdir "$1" && printf '%s\\n' "$2" >"$1/issuer.pem" && printf '%s\\n' "$3" >"$1/issuer.key"`;
  const argv = ['bash', '-c', script, 'bash', directory, certificate ?? '', key ?? ''];
  const { exitCode, stderr } = await execIn(server, argv, { settings });
  if (exitCode !== 0) throw new Error(`the lab's CA could not be laid into ${server}: ${stderr.trim()}`);
}
