import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { cloudReadings, hetznerApi } from '../../edges/hetzner.ts';

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))));

async function apiOf(answer: RequestListener) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  return hetznerApi({ HCLOUD_TOKEN: 't'.repeat(64), HCLOUD_ENDPOINT: `http://127.0.0.1:${port}/v1/` });
}

it('reads a server and every firewall attached to it, with the token', async () => {
  const asked: string[] = [];
  const api = await apiOf((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`);
    const body = request.url?.includes('/servers/')
      ? { server: { id: 7, public_net: { firewalls: [{ id: 3 }, { id: 4 }] } } }
      : { firewall: { id: Number(request.url?.split('/').pop()) } };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  expect(await cloudReadings(api, 7)).toMatchObject({
    cloudServer: { kind: 'view', value: { server: { id: 7 } } },
    cloudFirewalls: { kind: 'view', value: { firewalls: [{ id: 3 }, { id: 4 }] } },
  });
  const bearer = `Bearer ${'t'.repeat(64)}`;
  expect(asked).toEqual([`${bearer} /v1/servers/7`, `${bearer} /v1/firewalls/3`, `${bearer} /v1/firewalls/4`]);
});

it.each([
  {
    when: 'the token is refused',
    status: 401,
    code: 'unauthorized',
    message: 'the token you have provided is invalid',
  },
  { when: 'the server is gone', status: 404, code: 'not_found', message: 'server not found' },
  {
    when: 'the limit is reached',
    status: 429,
    code: 'rate_limit_exceeded',
    message: 'limit of 3600 requests per hour reached',
  },
  { when: 'the API is ill', status: 503, code: 'unavailable', message: 'try again' },
])('cannot tell, in the API’s own words, when $when', async ({ status, code, message }) => {
  const api = await apiOf((_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: { code, message } }));
  });
  const expected = {
    kind: 'unreadable',
    because: `The Hetzner API refused /servers/7 (${status} ${code}). ${message}`,
  };
  expect(await cloudReadings(api, 7)).toMatchObject({ cloudServer: expected, cloudFirewalls: expected });
});

it('cannot tell when the connection is dropped in the middle', async () => {
  const api = await apiOf((request) => request.socket.destroy());
  expect((await cloudReadings(api, 7)).cloudServer).toMatchObject({
    kind: 'unreadable',
    because: expect.stringMatching(/^Cannot reach the Hetzner API at http:\/\/127\.0\.0\.1/),
  });
});

it('cannot tell when the answer is not JSON', async () => {
  const api = await apiOf((_, response) => response.end('<html>'));
  await expect(api.get('/servers')).rejects.toMatchObject({ code: 'E_CLOUD_ANSWER' });
});

it('says that the token is missing before it asks anything', async () => {
  await expect(hetznerApi({}).get('/servers')).rejects.toMatchObject({ code: 'E_CLOUD_TOKEN' });
});
