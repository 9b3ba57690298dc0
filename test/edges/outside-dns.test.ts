import { expect, it } from 'vitest';
import { lookInDns } from '../../edges/outside-dns.ts';
import { facts } from '../../facts/index.ts';
import { declaredTls } from '../controls/_exposed.ts';

it('asks for everything that a CA or a browser would, and keeps what nobody could say', async () => {
  const asked: string[] = [];
  const reading = await lookInDns(declaredTls, { ipv4: '192.0.2.10', ipv6: null }, async (name, type) => {
    asked.push(`${type} ${name}`);
    if (type === 'PTR') return { ok: false, because: 'ETIMEOUT from 192.0.2.53' };
    return { ok: true, values: type === 'A' ? ['192.0.2.66', '192.0.2.10'] : [] };
  });
  expect(asked).toEqual([
    'A gateway.example.com',
    'AAAA gateway.example.com',
    'CAA gateway.example.com',
    'CAA example.com',
    'CAA com',
    'PTR 10.2.0.192.in-addr.arpa',
  ]);
  const { addresses, answers } = facts.outsideDns.parse(reading);
  expect(addresses).toEqual({ ipv4: '192.0.2.10', ipv6: null });
  expect(answers[0]).toEqual({ name: 'gateway.example.com', type: 'A', values: ['192.0.2.10', '192.0.2.66'] });
  expect(answers.at(-1)).toEqual({
    name: '10.2.0.192.in-addr.arpa',
    type: 'PTR',
    because: 'ETIMEOUT from 192.0.2.53',
  });
});
