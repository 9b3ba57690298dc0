import { execFileSync } from 'node:child_process';
import { execIn } from '../../lab/exec.ts';
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
