import { createSocket, type Socket } from 'node:dgram';
import packet from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUpFrom } from '../../edges/look-up.ts';

const issue = 'ca.example; accounturi=https://ca.example/acct/1; validationmethods=http-01';
const zone: Record<string, packet.Answer[]> = {
  'A gw.example.com': [{ type: 'A', name: 'gw.example.com', data: '192.0.2.7' }],
  'AAAA gw.example.com': [{ type: 'AAAA', name: 'gw.example.com', data: '2001:db8::7' }],
  'CAA gw.example.com': [
    { type: 'CAA', name: 'gw.example.com', data: { flags: 0, tag: 'issue', value: issue } },
    { type: 'CAA', name: 'gw.example.com', data: { flags: 0, tag: 'issuewild', value: ';' } },
  ],
  'PTR 7.2.0.192.in-addr.arpa': [{ type: 'PTR', name: '7.2.0.192.in-addr.arpa', data: 'gw.example.com' }],
} as never;

let server: Socket;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (message, from) => {
    const { id = 0, questions = [] } = packet.decode(message);
    const [question] = questions;
    const answers = zone[`${question?.type} ${question?.name}`] ?? [];
    const refused = question?.name === 'refused.example.com' ? 5 : answers.length === 0 ? 3 : 0;
    server.send(packet.encode({ type: 'response', id, flags: refused, questions, answers }), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  env = { SCLERITE_DNS_SERVERS: ` 127.0.0.1:${server.address().port} ,` };
});
afterAll(() => server.close());

describe('what the world answers', () => {
  it.each([
    { type: 'A', name: 'gw.example.com', values: ['192.0.2.7'] },
    { type: 'AAAA', name: 'gw.example.com', values: ['2001:db8::7'] },
    { type: 'CAA', name: 'gw.example.com', values: [`0 issue "${issue}"`, '0 issuewild ";"'] },
    { type: 'PTR', name: '7.2.0.192.in-addr.arpa', values: ['gw.example.com'] },
    { type: 'A', name: 'none.example.com', values: [] },
  ] as const)('is in the words of a zone file: $type of $name', async ({ type, name, values }) => {
    expect(await lookUpFrom(env)(name, type)).toEqual({ ok: true, values });
  });

  it('is no answer when the server refuses, with who it was', async () => {
    expect(await lookUpFrom(env)('refused.example.com', 'A')).toEqual({
      ok: false,
      because: expect.stringMatching(/^EREFUSED from 127\.0\.0\.1:\d+$/),
    });
  });
});
