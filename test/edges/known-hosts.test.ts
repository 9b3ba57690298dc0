import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  acceptedHostKeys,
  pinsOf,
  readPins,
  removeThrowaway,
  sshCommand,
  sshConfig,
  writePins,
} from '../../edges/known-hosts.ts';
import { openState } from '../../edges/state-dir.ts';
import { keyPair } from './_ssh-server.ts';

const throwaway = keyPair().public;
const real = keyPair().public;

function state() {
  const root = mkdtempSync(join(tmpdir(), 'pins-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return openState(root, 'test');
}

it('starts a server that was never contacted with the throwaway key of its birth', () => {
  const s = state();
  s.writeText('servers/gateway/bootstrap-host-key.pub', `${throwaway} bootstrap\n`);
  const pins = pinsOf(s, 'gateway', 7);
  expect(pins).toEqual({ serverId: 7, hostKeys: [], throwaway });
  expect(acceptedHostKeys(pins)).toEqual([throwaway]);
});

it('accepts nothing but its own key after handover, also when a new throwaway lies there for the next birth', () => {
  const s = state();
  writePins(s, 'gateway', { serverId: 7, hostKeys: [real] }, ['192.0.2.7', '2001:db8::7']);
  s.writeText('servers/gateway/bootstrap-host-key.pub', throwaway);
  expect(acceptedHostKeys(pinsOf(s, 'gateway', 7))).toEqual([real]);
});

it('starts again from the throwaway key when the name belongs to a new machine', () => {
  const s = state();
  writePins(s, 'gateway', { serverId: 7, hostKeys: [real] }, []);
  s.writeText('servers/gateway/bootstrap-host-key.pub', throwaway);
  expect(acceptedHostKeys(pinsOf(s, 'gateway', 8))).toEqual([throwaway]);
  expect(readPins(s, 'gateway')?.serverId).toBe(7);
});

it('trusts nobody when it knows no key', () => {
  const s = state();
  expect(() => pinsOf(s, 'gateway', 7)).toThrow(expect.objectContaining({ code: 'E_HOST_KEY_UNKNOWN' }));
  writePins(s, 'gateway', { serverId: 6, hostKeys: [real] }, []);
  expect(() => pinsOf(s, 'gateway', 7)).toThrow(/not known here/);
});

it('leaves a damaged file as it is', () => {
  const s = state();
  writeFileSync(s.path('servers/gateway/known-hosts.json'), '{"serverId": 7, "hostKeys": ["nonsense"]}');
  s.writeText('servers/gateway/bootstrap-host-key.pub', throwaway);
  expect(() => pinsOf(s, 'gateway', 7)).toThrow(expect.objectContaining({ code: 'E_STATE_DAMAGED' }));
  expect(readFileSync(s.path('servers/gateway/known-hosts.json'), 'utf8')).toContain('nonsense');
});

it('writes what OpenSSH finds by name and by both addresses', () => {
  const s = state();
  writePins(s, 'gateway', { serverId: 7, hostKeys: [real], throwaway }, ['192.0.2.7', '2001:db8::7']);
  for (const name of ['gateway', '192.0.2.7', '2001:db8::7']) {
    const found = execFileSync('ssh-keygen', ['-F', name, '-f', s.path('servers/gateway/known_hosts')], {
      encoding: 'utf8',
    });
    expect(found).toContain(real);
    expect(found).toContain(throwaway);
  }
});

it('removes both halves of the throwaway key', () => {
  const s = state();
  s.writeText('servers/gateway/bootstrap-host-key', 'private');
  s.writeText('servers/gateway/bootstrap-host-key.pub', throwaway);
  removeThrowaway(s, 'gateway');
  expect(s.readText('servers/gateway/bootstrap-host-key')).toBeUndefined();
  expect(s.readText('servers/gateway/bootstrap-host-key.pub')).toBeUndefined();
});

const input = {
  server: 'gateway',
  address: '192.0.2.7',
  admin: 'admin',
  knownHostsFile: '/home/ada/my kit/known_hosts',
  identityFile: '/home/ada/.ssh/id_ed25519',
};

it('prints a Host block that ssh itself understands', () => {
  const s = state();
  const file = s.path('ssh_config');
  writeFileSync(file, sshConfig(input));
  const understood = execFileSync('ssh', ['-F', file, '-G', 'gateway'], { encoding: 'utf8' });
  expect(understood).toMatch(/^hostname 192\.0\.2\.7$/m);
  expect(understood).toMatch(/^userknownhostsfile .*my kit\/known_hosts/m);
  expect(understood).toMatch(/^hostkeyalias gateway$/m);
  expect(understood).toMatch(/^stricthostkeychecking true$/m);
});

it('prints one command to copy', () => {
  expect(sshCommand(input)).toBe(
    "ssh -o 'UserKnownHostsFile=/home/ada/my kit/known_hosts' -o HostKeyAlias=gateway -o IdentitiesOnly=yes -i /home/ada/.ssh/id_ed25519 admin@192.0.2.7",
  );
});
