import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connect } from '../../edges/ssh.ts';
import { findIdentity, whoMayLook } from '../../edges/ssh-identity.ts';
import type { KitError } from '../../policy/errors.ts';
import { fakeServer, keyPair } from './_ssh-server.ts';

const mine = keyPair();
const other = keyPair();
const operator = (identityFile?: string) => ({
  name: 'ada',
  publicKey: `${mine.public} ada@desk`,
  ...(identityFile === undefined ? {} : { identityFile }),
});
const files = (text: string) => ({
  agentSocket: '',
  readFile: (path: string) => {
    if (path === '/missing') throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    return text;
  },
});
const why = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: KitError) => {
      expect(error.code).toBe('E_SSH_IDENTITY');
      return error.why;
    },
  );

const temporary = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'identity-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
};

it("takes the file that holds the operator's private half", async () => {
  expect(await findIdentity([operator('/id')], files(mine.private))).toMatchObject({
    kind: 'file',
    publicKey: mine.public,
  });
});

it.each([
  { when: 'the file is missing', path: '/missing', text: '', says: 'no such file' },
  { when: 'it is the private half of another key', path: '/id', text: other.private, says: 'is not the private half' },
  { when: 'it holds the public half', path: '/id', text: mine.public, says: 'holds a public key' },
  { when: 'it is no key', path: '/id', text: 'hello', says: 'not a private key' },
])('says so when $when', async ({ path, text, says }) => {
  expect(await why(findIdentity([operator(path)], files(text)))).toContain(says);
});

it('sends a key with a passphrase to the agent', async () => {
  const path = join(temporary(), 'id');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'long enough', '-f', path]);
  expect(await why(findIdentity([operator(path)], { agentSocket: '' }))).toContain(`ssh-add ${path}`);
});

it('says when an agent does not answer', async () => {
  expect(await why(findIdentity([operator()], { agentSocket: '/nonexistent/agent' }))).toContain('does not answer');
});

it('shows the server one key of a full agent', async () => {
  const directory = temporary();
  const socket = join(directory, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void agent.kill());
  await new Promise((resolve) => agent.stdout.once('data', resolve));
  for (const [name, pair] of Object.entries({ first: other, second: keyPair(), third: mine })) {
    const path = join(directory, name);
    writeFileSync(path, pair.private, { mode: 0o600 });
    execFileSync('ssh-add', ['-q', path], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
  }
  const identity = await findIdentity([operator()], { agentSocket: socket });
  expect(identity).toMatchObject({ kind: 'agent', publicKey: mine.public });

  const hostKey = keyPair();
  const server = await fakeServer({ hostKey, authorized: [mine.public] });
  const target = { name: 'gateway', host: '127.0.0.1', port: server.port, user: 'admin' };
  const session = await connect(target, { accept: [hostKey.public], identity });
  expect(server.tried).toEqual(['none', mine.public]);
  await session.close();
});

it('says when the agent holds no key of an operator', async () => {
  const socket = join(temporary(), 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void agent.kill());
  await new Promise((resolve) => agent.stdout.once('data', resolve));
  expect(await why(findIdentity([operator()], { agentSocket: socket }))).toContain('holds 0 keys');
});

it('lets an auditor look whose key is in the agent alone, as in a CI', async () => {
  const auditors = [`${mine.public} nightly`];
  const whole = whoMayLook({ operators: [{ name: 'ada', publicKey: `${other.public} ada` }], auditors });
  expect(whole.map(({ publicKey }) => publicKey)).toEqual([`${other.public} ada`, ...auditors]);
  expect(await why(findIdentity(whole, { agentSocket: '' }))).toContain('no ssh-agent');
});
