/**
 * Requests a second for GET /servers with 100 servers on loopback: at least 2,000. A bounded run over keep-alive
 * connections; the API has a process of its own, as in the lab. Prints one JSON line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const serverCount = 100;
const connections = 8;
const warmUpRequests = 500;
const measuredRequests = 6000;
const mixedRequests = 1000;
const wantedPerSecond = 2000;

const token = 'bench'.padEnd(64, '0');
const agent = new Agent({ keepAlive: true, maxSockets: connections });

function call(url: string, method: string, body?: object): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const sent = request(url, { agent, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Sends so many requests over all connections and tells how long it took. */
async function rush(count: number, one: (at: number) => Promise<{ status: number }>): Promise<number> {
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) {
        const { status } = await one(next++);
        if (status >= 300) throw new Error(`the API answered ${status}`);
      }
    }),
  );
  return (performance.now() - begun) / 1000;
}

const scratch = await mkdtemp(join(tmpdir(), 'sclerite-bench-'));
const main = join(import.meta.dirname, '..', 'lab', 'api', 'main.ts');
const child = spawn(process.execPath, [main, '--listen', '127.0.0.1:0', '--state', scratch], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
try {
  let endpoint = '';
  for await (const line of createInterface({ input: child.stdout })) {
    endpoint = /^HCLOUD_ENDPOINT=(.+)$/.exec(line)?.[1] ?? '';
    if (endpoint !== '') break;
  }
  const created = await rush(serverCount, (at) =>
    call(`${endpoint}/servers`, 'POST', {
      name: `bench-${at}`,
      server_type: 'cx23',
      image: 'debian-13',
      location: 'nbg1',
    }),
  );
  const read = () => call(`${endpoint}/servers`, 'GET');
  await rush(warmUpRequests, read);
  const bytesPerReply = (await read()).body.length;
  const seconds = await rush(measuredRequests, read);
  // Every other request is a change, so that nothing which was kept can be used again.
  const group = await call(`${endpoint}/placement_groups`, 'POST', { name: 'bench', type: 'spread' });
  const { id } = (JSON.parse(group.body.toString()) as { placement_group: { id: number } }).placement_group;
  const change = (at: number) => call(`${endpoint}/placement_groups/${id}`, 'PUT', { labels: { at: String(at) } });
  const mixedSeconds = await rush(mixedRequests, (at) => (at % 2 === 0 ? read() : change(at)));
  const perSecond = Math.round(measuredRequests / seconds);
  const figures = {
    what: `GET /servers, ${serverCount} servers, ${connections} connections`,
    perSecond,
    wanted: wantedPerSecond,
    bytesPerReply,
    createsPerSecond: Math.round(serverCount / created),
    perSecondWhenEveryOtherIsAWrite: Math.round(mixedRequests / mixedSeconds),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exitCode = perSecond >= wantedPerSecond ? 0 : 2;
} finally {
  agent.destroy();
  child.kill('SIGTERM');
  await once(child, 'close');
  await rm(scratch, { recursive: true, force: true });
}
