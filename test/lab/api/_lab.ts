/** An API for a test: no socket, a state directory of its own, actions without delay. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Api, type ApiOptions, createApi } from '../../../lab/api/api.ts';
import type { Driver } from '../../../lab/driver.ts';
import { NoneDriver } from '../../../lab/drivers/none.ts';

export const token = 'test'.padEnd(64, '0');
export const pool = { ipv4: '198.18.0.0/24', ipv6: '2001:db8:5c1e::/48' };

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field, and a wrong field fails the test
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface Lab<D extends Driver = NoneDriver> {
  readonly api: Api;
  readonly driver: D;
  readonly stateDir: string;
  call(method: string, path: string, body?: object): Promise<Answer>;
  get(path: string): Promise<Json>;
  /** Creates, and expects to be allowed to. */
  post(path: string, body?: object): Promise<Json>;
  /** Waits for an action and returns it finished. */
  settled(action: { id: number }): Promise<Json>;
  /** A server that runs. */
  server(wish?: object): Promise<Json>;
  close(): Promise<void>;
}

export const scratch = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'sclerite-lab-api-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

export const startLab = (options: Partial<ApiOptions> = {}): Promise<Lab> => startLabWith(new NoneDriver(), options);

export async function startLabWith<D extends Driver>(driver: D, options: Partial<ApiOptions> = {}): Promise<Lab<D>> {
  const stateDir = options.stateDir ?? scratch();
  const api = await createApi({ driver, stateDir, addressPool: pool, actionDelayMs: 0, observeSeconds: 0, ...options });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await api.close();
    isOpen = false;
  };
  onTestFinished(close);
  const call = async (method: string, path: string, body?: object): Promise<Answer> => {
    const reply = await api.handle({
      method,
      target: `/v1${path}`,
      authorization: `Bearer ${token}`,
      body: body === undefined ? '' : JSON.stringify(body),
      callerAddress: '127.0.0.1',
    });
    return { ...reply, body: reply.body.length === 0 ? undefined : JSON.parse(reply.body.toString()) };
  };
  const expected = async (method: string, path: string, body?: object): Promise<Json> => {
    const answer = await call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const settled = async (action: { id: number }): Promise<Json> => {
    for (let tries = 0; tries < 500; tries++) {
      const found = (await expected('GET', `/actions/${action.id}`)).action;
      if (found.status !== 'running') return found;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error(`action ${action.id} is still running`);
  };
  let servers = 0;
  const server = async (wish: object = {}): Promise<Json> => {
    const body = { name: `server-${++servers}`, server_type: 'cx23', image: 'debian-13', location: 'nbg1', ...wish };
    const created = await expected('POST', '/servers', body);
    for (const action of [created.action, ...created.next_actions]) await settled(action);
    return (await expected('GET', `/servers/${created.server.id}`)).server;
  };
  return {
    api,
    driver,
    stateDir,
    call,
    get: (path) => expected('GET', path),
    post: (path, body) => expected('POST', path, body),
    settled,
    server,
    close,
  };
}

/** An OpenSSH public key of no use to anybody; each number gives another one. */
export function publicKey(number = 1): string {
  const type = Buffer.from('ssh-ed25519');
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const blob = Buffer.concat([field(type), field(Buffer.alloc(32, number))]);
  return `ssh-ed25519 ${blob.toString('base64')} test-${number}`;
}
