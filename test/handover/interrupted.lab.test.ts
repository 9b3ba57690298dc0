import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeUserData } from '../../cloud-init/encode.ts';
import { userData } from '../../cloud-init/user-data.ts';
import type { Config } from '../../config/config.ts';
import { bootstrapKeyOf } from '../../edges/bootstrap-host-key.ts';
import { acceptedHostKeys, pinsOf, readPins, writePins } from '../../edges/known-hosts.ts';
import { silentProgress } from '../../edges/progress.ts';
import { asRoot } from '../../edges/root.ts';
import { secretStore } from '../../edges/secret-store.ts';
import { connect, type Session } from '../../edges/ssh.ts';
import { openState } from '../../edges/state-dir.ts';
import { type Handover, SUDO_PASSWORD } from '../../handover/context.ts';
import { createLink } from '../../handover/link.ts';
import { firstContact } from '../../handover/steps/first-contact.ts';
import { handOverHostKeys } from '../../handover/steps/host-keys.ts';
import { closeRoot } from '../../handover/steps/root-access.ts';
import { handOverSudo } from '../../handover/steps/sudo.ts';
import { type LabAccess, lowerLab, raiseLab } from '../../lab/session.ts';
import { labSettings } from '../../lab/settings.ts';
import type { Wanted } from '../../policy/wanted.ts';
import { identityOf, keyPair } from '../edges/_ssh-server.ts';
import { declared } from './_fake.ts';

/**
 * Handover ends at each of its commands as a killed process ends, and is run again: by then the machine must be taken over,
 * whatever state it was left in. Needs root and the lab's image; each row boots a machine of its own.
 */
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped: the lab boots machines, which needs root');

const operator = keyPair();
const identity = identityOf(operator);

/** Only what these steps need: no package, so that a machine is up in seconds. */
const wanted: Wanted = {
  packages: [],
  groups: [],
  users: [
    {
      name: 'admin',
      system: false,
      home: '/home/admin',
      shell: '/bin/bash',
      groups: ['sudo'],
      authorizedKeys: [operator.public],
    },
  ],
  files: [
    {
      path: '/etc/ssh/sshd_config.d/00-sclerite.conf',
      content: 'HostKey /etc/ssh/ssh_host_ed25519_key\nPasswordAuthentication no\n',
      mode: '0600',
      owner: 'root',
      group: 'root',
    },
  ],
  directories: [],
  absent: [],
  units: [],
};

/** What a killed process leaves behind: whatever it had asked for goes on, and nobody waits for the answer. */
class Killed extends Error {}

interface Blow {
  /** Which of the commands, from 1. */
  readonly at: number;
  /** `sent`: while the server is still at it. `answered`: after it is over, before anything is made of it. */
  readonly when: 'sent' | 'answered';
}

function mortal(blow: Blow | undefined): typeof connect {
  let commands = 0;
  let isDead = false;
  return async (target, options) => {
    if (isDead) throw new Killed();
    const session = await connect(target, options);
    const run: Session['run'] = async (command, runOptions) => {
      if (isDead) throw new Killed();
      commands += 1;
      const isBlow = commands === blow?.at;
      const answer = session.run(command, runOptions);
      if (!isBlow) return answer;
      isDead = true;
      answer.catch(() => {}); // Nobody is there any more to hear it.
      if (blow.when === 'answered') await answer;
      else await new Promise((resolve) => setTimeout(resolve, 15));
      await session.close();
      throw new Killed();
    };
    return Object.create(session, { run: { value: run } }) as Session;
  };
}

describe.skipIf(!isRoot)('handover, killed and run again', () => {
  const settings = labSettings({ prefix: 'sclhand', ipv4Range: '198.19.160.0/20', stateDir: '/var/lib/sclhand/lab' });
  const root = mkdtempSync(join(tmpdir(), 'interrupted-'));
  let access: LabAccess;

  const api = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${access.endpoint}${path}`, {
      method,
      headers: { authorization: `Bearer ${access.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };

  beforeAll(async () => {
    await lowerLab(settings, () => {}); // a run that was killed may have left one
    rmSync(settings.stateDir, { recursive: true, force: true });
    access = await raiseLab(settings, () => {});
  });
  afterAll(async () => {
    await lowerLab(settings, () => {});
    rmSync(settings.stateDir, { recursive: true, force: true });
    rmSync(root, { recursive: true, force: true });
  });

  async function birth(server: string) {
    const state = openState(root, 'test');
    const key = await bootstrapKeyOf(state, server);
    const text = encodeUserData(userData(wanted, { ...declared, server, operatorKeys: [operator.public] }, key));
    const made = await api<{ server: { id: number; public_net: { ipv4: { ip: string } } } }>('POST', '/servers', {
      name: server,
      server_type: 'cx23',
      image: 'debian-13',
      location: 'nbg1',
      user_data: text,
    });
    return { id: made.server.id, ipv4: made.server.public_net.ipv4.ip, throwaway: key.hostKeyPublic };
  }

  /** Everything is read from the disk, as a new process does. */
  async function takeOver(server: string, machine: { id: number; ipv4: string }, blow?: Blow) {
    const state = openState(root, 'test');
    const secrets = secretStore(state, server);
    let pins = pinsOf(state, server, machine.id);
    const link = createLink({
      target: { name: server, host: machine.ipv4, user: 'admin' },
      identity,
      accept: () => acceptedHostKeys(pins),
      password: () => secrets.read(SUDO_PASSWORD),
      connect: mortal(blow),
    });
    const handover: Handover = {
      ...{ server, config: {} as Config, declared: { ...declared, server }, wanted, state, secrets, link },
      record: { serverId: machine.id, ipv4: machine.ipv4, ipv6: null, image: 'debian-13' },
      progress: silentProgress,
      pins: () => pins,
      pin(next) {
        writePins(state, server, next, [machine.ipv4]);
        pins = next;
      },
    };
    handover.pin(pins);
    try {
      for (const step of [firstContact, handOverSudo, closeRoot, handOverHostKeys]) await step(handover);
    } finally {
      await link.close();
    }
  }

  it.each<Blow>([
    { at: 1, when: 'sent' },
    { at: 1, when: 'answered' },
    { at: 3, when: 'sent' },
    { at: 4, when: 'sent' },
    { at: 4, when: 'answered' },
    { at: 5, when: 'sent' },
    { at: 5, when: 'answered' },
  ])('at command $at, $when', async (blow) => {
    const server = `killed-${blow.at}-${blow.when}`;
    const machine = await birth(server);
    await expect(takeOver(server, machine, blow)).rejects.toBeInstanceOf(Killed);
    await takeOver(server, machine);

    const state = openState(root, 'test');
    const pins = readPins(state, server);
    expect(pins?.hostKeys).toHaveLength(1);
    expect(pins?.hostKeys).not.toContain(machine.throwaway);
    expect(pins?.throwaway).toBeUndefined();
    expect(state.readText(`servers/${server}/bootstrap-host-key`)).toBeUndefined();
    expect(readFileSync(state.path(`servers/${server}/known_hosts`), 'utf8')).not.toContain(machine.throwaway);

    const session = await connect(
      { name: server, host: machine.ipv4, user: 'admin' },
      { accept: pins?.hostKeys ?? [], identity },
    );
    expect((await session.run('sudo -k -n true')).exitCode).not.toBe(0);
    const look = await asRoot(
      { session, password: secretStore(state, server).read(SUDO_PASSWORD) },
      `ls /etc/sudoers.d /etc/ssh/*host* /etc/ssh/.*host* 2>/dev/null; passwd -S root | cut -d' ' -f2; ls /root/.ssh 2>/dev/null`,
      { label: 'looking' },
    );
    expect(look.stdout.trim().split('\n')).toEqual([
      '/etc/ssh/ssh_host_ed25519_key',
      '/etc/ssh/ssh_host_ed25519_key.pub',
      '',
      '/etc/sudoers.d:',
      'README',
      'L',
    ]);
    await session.close();
    await api('DELETE', `/servers/${machine.id}`);
  });
});
