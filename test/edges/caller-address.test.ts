import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../config/config.ts';
import { type CallerEdge, type Question, resolveCaller, storedCaller } from '../../edges/caller-address.ts';
import { openState, type State } from '../../edges/state-dir.ts';

const config = { ssh: { from: 'caller' } } as unknown as Config;
const now = () => new Date('2026-11-23T06:00:00Z');
let root: string;
let state: State;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sclerite-caller-'));
  state = openState(root, 'demo');
});
afterEach(() => rmSync(root, { recursive: true }));

/** An edge whose families answer as told; undefined: no answer. */
const answering = (four?: string, six?: string): CallerEdge => ({
  env: {},
  now,
  ask: async ({ family }: Question) => {
    const answer = family === 6 ? six : four;
    if (answer === undefined) throw Object.assign(new Error(''), { code: 'ENETUNREACH' });
    return answer;
  },
});

describe("the caller's address", () => {
  it.each([
    {
      when: 'both families answer',
      edge: answering('198.51.100.7\n', '2001:DB8::7'),
      cidrs: ['198.51.100.7/32', '2001:db8::7/128'],
    },
    { when: 'only IPv4 answers', edge: answering('198.51.100.7'), cidrs: ['198.51.100.7/32'] },
    { when: 'only IPv6 answers', edge: answering(undefined, '2001:db8::7'), cidrs: ['2001:db8::7/128'] },
  ])('is found and kept when $when', async ({ edge, cidrs }) => {
    expect(await resolveCaller(config, state, edge)).toEqual({ cidrs, warnings: [] });
    expect(storedCaller(config, state)).toEqual(cidrs);
  });

  it('is the one of the last time when nobody answers, with a warning', async () => {
    await resolveCaller(config, state, answering('198.51.100.7'));
    const later = await resolveCaller(config, state, answering());
    expect(later.cidrs).toEqual(['198.51.100.7/32']);
    expect(later.warnings[0]).toMatch(/ENETUNREACH.*2026-11-23T06:00:00.000Z/);
  });

  it.each([
    { when: 'nobody answers', edge: answering(), why: /over IPv4: ENETUNREACH\n.*over IPv6: ENETUNREACH/ },
    { when: 'a login page answers', edge: answering('<html>'), why: /no address: "<html>"/ },
    {
      when: 'the wrong family answers',
      edge: answering('2001:db8::7'),
      why: /asked over IPv4, it answered 2001:db8::7/,
    },
  ])('is an error with a way out when $when', async ({ edge, why }) => {
    await expect(resolveCaller(config, state, edge)).rejects.toMatchObject({
      code: 'E_CALLER_UNKNOWN',
      why: expect.stringMatching(why),
      next: expect.stringContaining('ssh: { from:'),
    });
  });

  it('is not asked for when the config names its sources', async () => {
    const named = { ssh: { from: ['198.51.100.0/24'] } } as unknown as Config;
    const ask = () => Promise.reject(new Error('asked'));
    expect(await resolveCaller(named, state, { ask })).toEqual({ cidrs: [], warnings: [] });
    expect(storedCaller(named, state)).toEqual([]);
  });

  describe('from SCLERITE_CALLER_URL, over real HTTP', () => {
    let server: Server;
    let url: string;
    beforeEach(async () => {
      server = createServer((request, response) => {
        if (request.url === '/long') response.end('1'.repeat(10_000));
        else if (request.url === '/gone') response.writeHead(404).end();
        else response.end(`${request.socket.remoteAddress}\n`);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it('is what the page says', async () => {
      expect(await resolveCaller(config, state, { env: { SCLERITE_CALLER_URL: url }, now })).toEqual({
        cidrs: ['127.0.0.1/32'],
        warnings: [],
      });
    });

    it.each([
      { path: '/long', why: /too long/ },
      { path: '/gone', why: /HTTP 404/ },
    ])('is refused from $path', async ({ path, why }) => {
      const asked = resolveCaller(config, state, { env: { SCLERITE_CALLER_URL: `${url}${path}` } });
      await expect(asked).rejects.toMatchObject({ why: expect.stringMatching(why) });
    });
  });
});
