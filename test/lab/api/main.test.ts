import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../../lab/api/main.ts';
import { scratch, token } from './_lab.ts';

const program = join(import.meta.dirname, '../../../lab/api/main.ts');
const seconds = 20_000; // starting a process on a busy machine

interface Process {
  readonly child: ChildProcess;
  readonly endpoint: string;
  end(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string }>;
}

async function start(args: readonly string[]): Promise<Process> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  let endpoint = '';
  for await (const line of createInterface({ input: child.stdout })) {
    endpoint = /^HCLOUD_ENDPOINT=(.+)$/.exec(line)?.[1] ?? '';
    break;
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return { code: await closed, stderr };
  };
  return { child, endpoint, end };
}

const finished = async (args: readonly string[]) => {
  const { end } = await start(args);
  return end('SIGCONT'); // it ends by itself; this signal does nothing
};

const send = async (endpoint: string, method: string, path: string, body?: object) => {
  const reply = await fetch(`${endpoint}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, connection: 'close' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: looked into field by field
  return (await reply.json()) as any;
};

const gateway = { name: 'gw', server_type: 'cx23', image: 'debian-13', location: 'nbg1' };

it('listens, logs requests to a file, and ends cleanly on SIGTERM', { timeout: seconds }, async () => {
  const state = scratch();
  const api = await start(['--driver', 'none', '--listen', '127.0.0.1:0', '--state', state]);
  expect(api.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  await send(api.endpoint, 'POST', '/servers', gateway);
  const { code, stderr } = await api.end('SIGTERM');
  expect(code).toBe(0);
  expect(stderr).toContain('token: any 64 characters');
  expect(readFileSync(join(state, 'api.log'), 'utf8')).toMatch(/POST \/v1\/servers 201 [\d.]+ ms\n.*ending on SIGTERM/);
  expect(JSON.parse(readFileSync(join(state, 'state.json'), 'utf8')).collections.servers).toMatchObject([
    { name: 'gw' },
  ]);
});

it('loses nothing it answered for when it is killed, and goes on from there', { timeout: seconds }, async () => {
  const args = ['--listen', '127.0.0.1:0', '--state', scratch()];
  const first = await start(args);
  const created = await Promise.all(
    Array.from({ length: 8 }, (_, at) => send(first.endpoint, 'POST', '/servers', { ...gateway, name: `gw-${at}` })),
  );
  await first.end('SIGKILL'); // in the middle of the servers' creation
  const second = await start(args);
  const actions = created.flatMap(({ action, next_actions }) => [
    action.id,
    ...next_actions.map(({ id }: { id: number }) => id),
  ]);
  const statuses = async () => {
    const { actions: found } = await send(
      second.endpoint,
      'GET',
      `/actions?per_page=50&${actions.map((id) => `id=${id}`).join('&')}`,
    );
    return found.map(({ status }: { status: string }) => status);
  };
  await expect.poll(statuses, { timeout: 5000 }).toEqual(actions.map(() => 'success'));
  const { servers } = await send(second.endpoint, 'GET', '/servers');
  expect(servers.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`).sort()).toEqual(
    Array.from({ length: 8 }, (_, at) => `gw-${at} running`),
  );
  const { server } = await send(second.endpoint, 'POST', '/servers', gateway);
  expect(server.id).toBeGreaterThan(Math.max(...actions));
  await second.end('SIGTERM');
});

it('does not start on a damaged state', { timeout: seconds }, async () => {
  const state = scratch();
  writeFileSync(join(state, 'state.json'), '{');
  const { code, stderr } = await finished(['--listen', '127.0.0.1:0', '--state', state]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('E_LAB_STATE_DAMAGED') });
  expect(stderr).not.toContain('    at ');
});

it('does not share a state or a port', { timeout: seconds }, async () => {
  const state = scratch();
  const first = await start(['--listen', '127.0.0.1:0', '--state', state]);
  const held = await finished(['--listen', '127.0.0.1:0', '--state', state]);
  expect(held).toEqual({ code: 1, stderr: expect.stringContaining(`in use by process ${first.child.pid}`) });
  const taken = await finished(['--listen', new URL(first.endpoint).host, '--state', scratch()]);
  expect(taken).toEqual({ code: 1, stderr: expect.stringContaining('another process listens there') });
  expect((await first.end('SIGINT')).code).toBe(0);
});

it.each([
  { args: ['--driver', 'magic'], says: '--driver magic' },
  { args: ['--listen', '8088'], says: '--listen 8088: expected HOST:PORT' },
  { args: ['--requests-per-hour', '-1'], says: 'requests-per-hour' },
  { args: ['--as-of', 'yesterday'], says: '--as-of yesterday' },
  { args: ['--colour'], says: "'--colour'" },
])('$args is bad usage', async ({ args, says }) => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => told.mockRestore());
  expect(await main(args)).toBe(64);
  expect(told.mock.calls.join()).toContain(says);
});
