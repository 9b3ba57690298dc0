import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { connect, createServer } from 'node:net';
import { decode, encode } from 'dns-packet';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { listenDns } from '../../../lab/dns/server.ts';
import { framed, readMessages } from '../../../lab/network/resolver.ts';
import { query, read, startNames, zone } from './_names.ts';

const many = Array.from({ length: 50 }, (_, at) => `198.18.0.${at + 1}`);

const known = { type: 'A', name: 'known.example', ttl: 60, data: '192.0.2.7' } as const;

/** A resolver on loopback that knows one name, `known.example`, and writes the questions down. */
async function startUpstream(): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const reply = (message: Buffer): Buffer => {
    const { id, questions = [] } = decode(message);
    asked.push(`${questions[0]?.name} ${questions[0]?.type}`);
    return encode({ type: 'response', id, questions, answers: questions[0]?.name === known.name ? [known] : [] });
  };
  const listener = createServer((connection) => {
    const reader = readMessages((message) => connection.end(framed(reply(message))));
    connection.on('data', reader);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as { port: number };
  const socket = createSocket('udp4');
  socket.on('message', (message, client) => socket.send(reply(message), client.port, client.address));
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    listener.close();
    socket.close();
  });
  return { port, asked };
}

it('serves resolvers over UDP, and over TCP what is too long for that', async () => {
  const { dns, add } = await startNames();
  await add('www', 'A', ...many);
  const port = await listenDns(dns, '127.0.0.1', 0);
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${port}`]);
  expect(new Set(await resolver.resolve4(`www.${zone}`))).toEqual(new Set(many));
  await expect(resolver.resolve4(`none.${zone}`)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolver.resolve6(`www.${zone}`)).rejects.toMatchObject({ code: 'ENODATA' });
});

it('cuts what the asker cannot take in one datagram', async () => {
  const { add, ask } = await startNames();
  await add('www', 'A', ...many); // 50 answers of 33 bytes each
  expect(await ask(`www.${zone}`, 'A')).toMatchObject({ isCut: true, answers: [], additionals: [] });
  expect(await ask(`www.${zone}`, 'A', { edns: 4096 })).toMatchObject({ isCut: true, additionals: [{ type: 'OPT' }] });
  expect((await ask(`www.${zone}`, 'A', { transport: 'tcp' })).answers).toHaveLength(50);
  await add('few', 'A', ...many.slice(0, 20));
  expect(await ask(`few.${zone}`, 'A')).toMatchObject({ isCut: true });
  expect((await ask(`few.${zone}`, 'A', { edns: 1232 })).answers).toHaveLength(20);
});

it('answers several questions of one connection, however they were cut', async () => {
  const { dns, add } = await startNames();
  await add('www', 'A', '198.18.0.9');
  const port = await listenDns(dns, '127.0.0.1', 0);
  const connection = connect({ host: '127.0.0.1', port });
  onTestFinished(() => void connection.destroy());
  const bytes = Buffer.concat([1, 2, 3].map(() => framed(query(`www.${zone}`, 'A'))));
  const replies: Buffer[] = [];
  const done = new Promise<void>((resolve) => {
    const reader = readMessages((reply) => replies.push(reply) === 3 && resolve());
    connection.on('data', reader);
  });
  for (const part of [bytes.subarray(0, 1), bytes.subarray(1, 50), bytes.subarray(50)]) {
    connection.write(part);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await done;
  expect(replies.map((reply) => read(reply).answers.length)).toEqual([1, 1, 1]);
});

it('asks others for other names only, by the way it was asked', async () => {
  const upstream = await startUpstream();
  const { ask, add } = await startNames({ upstreams: () => ['127.0.0.1'], upstreamPort: upstream.port });
  for (const transport of ['udp', 'tcp'] as const) {
    expect((await ask('known.example', 'A', { transport })).answers).toMatchObject([{ data: '192.0.2.7' }]);
  }
  expect(upstream.asked).toEqual(['known.example A', 'known.example A']);
  await add('www', 'CNAME', 'known.example.');
  const reply = await ask(`www.${zone}`, 'A');
  expect(reply.answers).toMatchObject([{ data: 'known.example' }, { data: '192.0.2.7' }]);
  expect(upstream.asked).toHaveLength(3);
  // Who does not ask for recursion gets what the zone says.
  expect((await ask(`www.${zone}`, 'A', { flags: 0 })).answers).toHaveLength(1);
  for (const name of [zone, `none.${zone}`, `a.b.${zone}`, 'other.test', '1.0.18.198.in-addr.arpa'])
    await ask(name, 'A');
  expect(upstream.asked).toHaveLength(3);
});

it('asks the next resolver when nobody listens at the first, and says so when none is left', async () => {
  const upstream = await startUpstream();
  const some = await startNames({ upstreams: () => ['127.0.0.9', '127.0.0.1'], upstreamPort: upstream.port });
  expect((await some.ask('known.example', 'A')).answers).toHaveLength(1);
  expect((await some.ask('known.example', 'A', { transport: 'tcp' })).answers).toHaveLength(1);
  const none = await startNames({ upstreams: () => ['127.0.0.9'], upstreamPort: upstream.port });
  expect(await none.ask('known.example', 'A')).toMatchObject({ rcode: 2, answers: [] });
  expect(none.lines.join()).toContain('ECONNREFUSED');
});

it.each([
  {
    what: 'a reply',
    bytes: encode({ type: 'response', id: 4711, questions: [{ name: zone, type: 'A' }] }),
    rcode: null,
  },
  { what: 'half a header', bytes: Buffer.alloc(7), rcode: null },
  { what: 'an update', bytes: query(zone, 'A', { flags: 5 << 11 }), rcode: 4 },
  { what: 'no question', bytes: encode({ type: 'query', id: 4711, questions: [] }), rcode: 1 },
  { what: 'half a question', bytes: query(zone, 'A').subarray(0, 20), rcode: 1 },
  {
    what: 'two questions',
    bytes: encode({
      type: 'query',
      id: 4711,
      questions: [
        { name: zone, type: 'A' },
        { name: zone, type: 'NS' },
      ],
    }),
    rcode: 1,
  },
  {
    what: 'the server about itself',
    bytes: encode({ type: 'query', id: 4711, questions: [{ name: 'version.bind', type: 'TXT', class: 'CH' }] }),
    rcode: 5,
  },
])('answers $what with $rcode', async ({ bytes, rcode }) => {
  const { dns } = await startNames();
  const reply = await dns.handle(Buffer.from(bytes), 'udp');
  expect(reply === undefined ? null : read(reply).rcode).toBe(rcode);
});

it('survives any bytes', async () => {
  const { dns } = await startNames();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
      const message = Buffer.concat([query(zone, 'A').subarray(0, 12), bytes]);
      const reply = await dns.handle(message, 'udp');
      expect(reply?.readUInt16BE(0)).toBe(4711);
    }),
    { numRuns: 300 },
  );
});

it('does not share a port', async () => {
  const { dns } = await startNames();
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  await expect(listenDns(dns, '127.0.0.1', socket.address().port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
