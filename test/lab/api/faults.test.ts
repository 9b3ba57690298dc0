import { request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../lab/api/http.ts';
import { startLab, token } from './_lab.ts';

/** The API behind a real socket, because a dropped connection only exists there. */
async function startServer(options: Parameters<typeof startLab>[0] = {}) {
  const lab = await startLab(options);
  const lines: string[] = [];
  const server = await listen(lab.api, { host: '127.0.0.1', port: 0 }, (line) => lines.push(line));
  onTestFinished(() => server.close());
  const base = server.endpoint.replace('/v1', '');
  const send = (method: string, path: string, body?: object, authorization: string | null = `Bearer ${token}`) =>
    fetch(`${base}${path}`, {
      method,
      headers: { connection: 'close', ...(authorization === null ? {} : { authorization }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const fault = async (wish: object) => expect((await send('POST', '/_lab/faults', wish)).status).toBe(201);
  return { lab, send, fault, base, lines };
}

it.each([
  { status: 401, code: 'unauthorized' },
  { status: 403, code: 'forbidden' },
  { status: 409, code: 'conflict' },
  { status: 412, code: 'resource_unavailable' },
  { status: 422, code: 'invalid_input' },
  { status: 423, code: 'locked' },
  { status: 429, code: 'rate_limit_exceeded' },
  { status: 500, code: 'server_error' },
  { status: 503, code: 'unavailable' },
])('answers $status $code once, and does nothing', async ({ status, code }) => {
  const { lab, send, fault } = await startServer();
  await fault({ method: 'POST', path: '/firewalls', status });
  const refused = await send('POST', '/v1/firewalls', { name: 'fw' });
  expect(refused.status).toBe(status);
  expect(refused.headers.get('content-type')).toBe('application/json');
  expect(await refused.json()).toMatchObject({ error: { code, details: null } });
  expect((await lab.get('/firewalls')).firewalls).toEqual([]);
  expect((await send('POST', '/v1/firewalls', { name: 'fw' })).status).toBe(201);
});

it('takes a code, a message, details and a number of times', async () => {
  const { send, fault } = await startServer();
  await fault({
    path: '/servers',
    times: 2,
    status: 412,
    code: 'placement_error',
    message: 'no room',
    details: { a: 1 },
  });
  for (let time = 0; time < 2; time++) {
    expect(await (await send('GET', '/v1/servers')).json()).toEqual({
      error: { code: 'placement_error', message: 'no room', details: { a: 1 } },
    });
  }
  expect((await send('GET', '/v1/servers')).status).toBe(200);
});

it('hits only what matches', async () => {
  const { lab, send, fault } = await startServer();
  const { id } = await lab.server();
  await fault({ method: 'POST', path: '/servers/*/actions/poweroff', status: 500 });
  expect((await send('GET', `/v1/servers/${id}`)).status).toBe(200);
  expect((await send('POST', `/v1/servers/${id}/actions/reboot`)).status).toBe(201);
  expect((await send('POST', `/v1/servers/${id}/actions/poweroff`)).status).toBe(500);
});

it('drops the connection before anything happened, or after everything did', async () => {
  const { lab, send, fault, lines } = await startServer();
  await fault({ method: 'POST', path: '/firewalls', dropConnection: true });
  await expect(send('POST', '/v1/firewalls', { name: 'before' })).rejects.toThrow();
  await fault({ method: 'POST', path: '/firewalls', dropConnection: true, afterCommit: true });
  await expect(send('POST', '/v1/firewalls', { name: 'after' })).rejects.toThrow();
  expect((await lab.get('/firewalls')).firewalls).toMatchObject([{ name: 'after' }]);
  expect(lines.filter((line) => / cut /.test(line))).toHaveLength(2);
});

it('fails after the commit with a status, too', async () => {
  const { lab, send, fault } = await startServer();
  await fault({ method: 'POST', status: 504, afterCommit: true });
  expect((await send('POST', '/v1/firewalls', { name: 'fw' })).status).toBe(504);
  expect((await lab.get('/firewalls')).firewalls).toHaveLength(1);
});

it('delays', async () => {
  const { send, fault } = await startServer();
  await fault({ path: '/servers', delayMs: 60 });
  const begun = performance.now();
  expect((await send('GET', '/v1/servers')).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThan(55);
});

it('lists the faults that are left and takes them all away', async () => {
  const { send, fault } = await startServer();
  await fault({ path: '/servers', status: 500, times: 5 });
  await send('GET', '/v1/servers');
  expect(await (await send('GET', '/_lab/faults')).json()).toMatchObject({
    faults: [{ path: '/servers', remaining: 4 }],
  });
  expect((await send('DELETE', '/_lab/faults')).status).toBe(204);
  expect((await send('GET', '/v1/servers')).status).toBe(200);
});

it.each([
  { when: 'an unknown field', wish: { statuss: 500 }, field: 'statuss' },
  { when: 'a status that is no failure', wish: { status: 200 }, field: 'status' },
  { when: 'a path with the version', wish: { path: 'v1/servers' }, field: 'path' },
])('refuses $when', async ({ wish, field }) => {
  const { send } = await startServer();
  const refused = await send('POST', '/_lab/faults', wish);
  expect(refused.status).toBe(422);
  expect(((await refused.json()) as { error: { details: object } }).error.details).toMatchObject({
    fields: [{ name: field }],
  });
});

it.each([
  { when: 'no token', authorization: null, path: '/v1/servers', status: 401, message: 'token is required' },
  {
    when: 'a short one',
    authorization: 'Bearer abc',
    path: '/v1/servers',
    status: 401,
    message: 'the token you have provided is invalid',
  },
  {
    when: 'no token and an unknown path',
    authorization: null,
    path: '/v1/nope',
    status: 404,
    message: 'api route not found',
  },
  {
    when: 'no version',
    authorization: `Bearer ${token}`,
    path: '/servers',
    status: 404,
    message: 'api route not found',
  },
  { when: 'no token for faults', authorization: null, path: '/_lab/faults', status: 401, message: 'token is required' },
])('with $when: $status', async ({ authorization, path, status, message }) => {
  const { send } = await startServer();
  const refused = await send('GET', path, undefined, authorization);
  expect({ status: refused.status, body: await refused.json() }).toMatchObject({
    status,
    body: { error: { message, details: null } },
  });
});

it('lets only its own token in when it has one', async () => {
  const { send } = await startServer({ token: 'x'.repeat(64) });
  expect((await send('GET', '/v1/servers')).status).toBe(401);
  expect((await send('GET', '/v1/servers', undefined, `Bearer ${'x'.repeat(64)}`)).status).toBe(200);
});

it('answers a wrong verb with 405, with a token', async () => {
  const { send } = await startServer();
  expect((await send('DELETE', '/v1/servers', undefined, null)).status).toBe(401);
  const refused = await send('DELETE', '/v1/servers');
  expect(refused.status).toBe(405);
  expect(await refused.json()).toMatchObject({
    error: { code: 'method_not_allowed', message: expect.stringContaining('GET, POST') },
  });
});

it('refuses what is not JSON, and bodies beyond all measure', async () => {
  const { base, send } = await startServer();
  const raw = (body: string) =>
    fetch(`${base}/v1/servers`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, connection: 'close' },
    });
  const refused = await raw('{"name":');
  expect({ status: refused.status, body: await refused.json() }).toMatchObject({
    status: 400,
    body: { error: { code: 'json_error' } },
  });
  expect((await raw(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
  expect((await send('GET', '/v1/servers')).status).toBe(200);
});

it('counts requests and refuses beyond the limit, until some time has passed', async () => {
  let now = Date.parse('2026-11-01T00:00:00Z');
  const { send } = await startServer({ requestsPerHour: 2, now: () => new Date(now) });
  const first = await send('GET', '/v1/servers');
  expect(['limit', 'remaining', 'reset'].map((name) => first.headers.get(`ratelimit-${name}`))).toEqual([
    '2',
    '1',
    String(now / 1000 + 1800),
  ]);
  await send('GET', '/v1/servers');
  const refused = await send('GET', '/v1/servers');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  expect(await refused.json()).toMatchObject({
    error: { code: 'rate_limit_exceeded', message: 'limit of 2 requests per hour reached' },
  });
  now += 1800 * 1000;
  expect((await send('GET', '/v1/servers')).status).toBe(200);
});

it('tells a caller its own address and its own health without a token', async () => {
  const { lab, base } = await startServer();
  await lab.server();
  expect(await (await fetch(`${base}/_lab/caller`)).text()).toBe('127.0.0.1\n');
  expect(await (await fetch(`${base}/_lab/health`)).json()).toEqual({ status: 'ok', driver: 'none', servers: 1 });
});

it('does not take a reply that was kept for a newer state', async () => {
  const { send } = await startServer();
  const names = async () =>
    ((await (await send('GET', '/v1/firewalls')).json()) as { firewalls: { name: string }[] }).firewalls.map(
      ({ name }) => name,
    );
  expect(await names()).toEqual([]);
  await send('POST', '/v1/firewalls', { name: 'fw' });
  expect(await names()).toEqual(['fw']);
  expect(await names()).toEqual(['fw']);
});

it('ends with idle connections open', async () => {
  const lab = await startLab();
  const server = await listen(lab.api, { host: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve, reject) => {
    const sent = request(
      `${server.endpoint.replace('/v1', '')}/_lab/health`,
      { agent: undefined, headers: { connection: 'keep-alive' } },
      (reply) => {
        reply.resume();
        reply.on('end', resolve);
      },
    );
    sent.on('error', reject);
    sent.end();
  });
  await expect(server.close()).resolves.toBeUndefined();
});
