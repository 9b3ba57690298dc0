import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeEd25519KeyPair } from '../../edges/ed25519-key-pair.ts';
import type { Session, SshTarget } from '../../edges/ssh.ts';
import { findIdentity } from '../../edges/ssh-identity.ts';
import { KitError } from '../../policy/errors.ts';
import { auditorLogin } from '../../verify/auditor-login.ts';
import { beginLogins, type Login } from '../../verify/early-login.ts';

const HOST_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJl3dIeudNqd0DPMRD6OIh65tjPufS2BAlXTKMpAQHHz';
let dir: string;
let publicKey: string;
let env: NodeJS.ProcessEnv;
let count = 0;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sclerite-early-'));
  const pair = makeEd25519KeyPair();
  publicKey = pair.public.split(' ').slice(0, 2).join(' ');
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(dir, 'id'), pair.private, { mode: 0o600 });
  writeFileSync(join(dir, 'id.pub'), `${publicKey}\n`);
  env = { SCLERITE_STATE_ROOT: dir };
  for (const [name, ipv4] of [
    ['one', '192.0.2.1'],
    ['two', '192.0.2.2'],
  ] as const) {
    const server = join(dir, '.sclerite/early/servers', name);
    mkdirSync(server, { recursive: true });
    writeFileSync(join(server, 'server.json'), JSON.stringify({ serverId: 7, ipv4, ipv6: '2001:db8::1', image: 'd' }));
    writeFileSync(join(server, 'known-hosts.json'), JSON.stringify({ serverId: 7, hostKeys: [HOST_KEY] }));
  }
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A file of its own each time: Node imports a path only once. */
function config(text = "{ project: 'early', servers: [{ name: 'one' }, { name: 'two' }], operators: [KEY] }"): string {
  const file = join(dir, `${++count}.config.ts`);
  writeFileSync(file, `export default ${text.replace('KEY', "{ publicKeyFile: './id.pub' }")};\n`);
  return file;
}

/** Somebody who logs in without a network, and keeps a list. */
function dialler(outcome?: (to: SshTarget) => Promise<Session>) {
  const dialled: string[] = [];
  const closed: string[] = [];
  const sessionOf = (to: SshTarget) =>
    ({
      target: to,
      close: async () => {
        closed.push(to.host);
      },
    }) as unknown as Session;
  const dial: Login = async (to) => {
    dialled.push(`${to.user}@${to.host}`);
    return outcome?.(to) ?? sessionOf(to);
  };
  return { dialled, closed, dial };
}

const wayTo = async (address: string, accept: readonly string[] = [HOST_KEY]) => {
  const identity = await findIdentity([{ name: 'ada', publicKey, identityFile: join(dir, 'id') }], {
    agentSocket: undefined,
  });
  const name = address.endsWith('1') ? 'one' : 'two';
  return auditorLogin({ name, address, otherAddress: '2001:db8::1', accept, identity });
};

describe('a login that is begun early', () => {
  it('is the one that is used, once, when the checked config comes to the same', async () => {
    const { dialled, dial } = dialler();
    const early = await beginLogins([], config(), env, dial);
    expect(dialled).toEqual(['auditor@192.0.2.1', 'auditor@192.0.2.2']);
    const { target, options } = await wayTo('192.0.2.2');
    expect((await early.login(target, options)).target.host).toBe('192.0.2.2');
    expect(dialled).toHaveLength(2);
    await early.login(target, options);
    expect(dialled).toEqual(['auditor@192.0.2.1', 'auditor@192.0.2.2', 'auditor@192.0.2.2']);
  });

  it('goes only to the servers that were named', async () => {
    const { dialled, dial } = dialler();
    await beginLogins(['two'], config(), env, dial);
    expect(dialled).toEqual(['auditor@192.0.2.2']);
  });

  it('counts for nothing when other host keys are pinned', async () => {
    const { dialled, closed, dial } = dialler();
    const early = await beginLogins(['one'], config(), env, dial);
    const { target, options } = await wayTo('192.0.2.1', ['ssh-ed25519 BBBB']);
    await early.login(target, options);
    expect(dialled).toEqual(['auditor@192.0.2.1', 'auditor@192.0.2.1']);
    early.close();
    await expect.poll(() => closed).toEqual(['192.0.2.1']);
  });

  it('hands its failure to whoever takes it, and to nobody else', async () => {
    const refused = new KitError({ code: 'E_SSH_REFUSED', what: 'No.', why: 'no sshd.', next: 'wait' });
    const { dial } = dialler(() => Promise.reject(refused));
    const early = await beginLogins([], config(), env, dial);
    const { target, options } = await wayTo('192.0.2.1');
    await expect(early.login(target, options)).rejects.toBe(refused);
    early.close();
  });
});

describe('nothing is begun, and nothing complains,', () => {
  it.each([
    { when: 'the config has no servers', text: '{ project: 1 }' },
    { when: 'the config is no object', text: 'null' },
    { when: 'an operator has no key', text: "{ project: 'early', servers: [{ name: 'one' }], operators: [{}] }" },
    { when: 'the project was never deployed', text: "{ project: 'x', servers: [{ name: 'one' }], operators: [KEY] }" },
    { when: 'the config does not parse', text: '{ servers: [ }' },
  ])('when $when', async ({ text }) => {
    const { dialled, dial } = dialler();
    const early = await beginLogins([], config(text), env, dial);
    expect(dialled).toEqual([]);
    early.close();
  });

  it('when there is no config', async () => {
    const { dialled, dial } = dialler();
    await beginLogins([], join(dir, 'none.ts'), env, dial);
    expect(dialled).toEqual([]);
  });

  it('when the pins are those of an earlier server', async () => {
    const file = join(dir, '.sclerite/early/servers/one/known-hosts.json');
    writeFileSync(file, JSON.stringify({ serverId: 6, hostKeys: [HOST_KEY] }));
    const { dialled, dial } = dialler();
    await beginLogins(['one'], config(), env, dial);
    expect(dialled).toEqual([]);
  });
});
