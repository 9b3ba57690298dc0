import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatAddress } from '../../../lab/api/cidr.ts';
import { parseReverse } from '../../../lab/dns/reverse.ts';
import { startNames } from './_names.ts';

const reverse4 = (address: string) => `${address.split('.').reverse().join('.')}.in-addr.arpa`;
const reverse6 = (value: bigint) => `${[...value.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa`;

it('says an address has the name that was set, and forgets it with it', async () => {
  const { lab, values } = await startNames();
  const server = await lab.server();
  const ipv4: string = server.public_net.ipv4.ip;
  const ipv6: string = server.public_net.ipv6.ip.replace('::/64', '::1');
  const name6 = reverse6(BigInt(`0x${expand(ipv6)}`));
  expect(await values(reverse4(ipv4), 'PTR')).toEqual([
    `static.${ipv4.split('.').reverse().join('.')}.clients.your-server.de`,
  ]);
  const path = `/servers/${server.id}/actions/change_dns_ptr`;
  await lab.post(path, { ip: ipv4, dns_ptr: 'agent.sclerite.test' });
  await lab.post(path, { ip: ipv6, dns_ptr: 'agent6.sclerite.test' });
  expect(await values(reverse4(ipv4), 'PTR')).toEqual(['agent.sclerite.test']);
  expect(await values(name6, 'PTR')).toEqual(['agent6.sclerite.test']);
  await lab.post(path, { ip: ipv6, dns_ptr: null });
  expect(await values(name6, 'PTR')).toEqual([]);
  const { action } = (await lab.call('DELETE', `/servers/${server.id}`)).body;
  await lab.settled(action);
  expect(await values(reverse4(ipv4), 'PTR')).toEqual([]);
});

it('also for an address of its own, without a server', async () => {
  const { lab, values } = await startNames();
  const { primary_ip: ip } = await lab.post('/primary_ips', { name: 'mine', type: 'ipv4', location: 'nbg1' });
  await lab.post(`/primary_ips/${ip.id}/actions/change_dns_ptr`, { ip: ip.ip, dns_ptr: 'mine.sclerite.test' });
  expect(await values(reverse4(ip.ip), 'PTR')).toEqual(['mine.sclerite.test']);
});

it('tells what there is not, and asks nobody about its own addresses', async () => {
  const { lab, ask } = await startNames({ upstreams: () => expect.fail('asked outside') });
  const soa = [{ type: 'SOA', name: '0.18.198.in-addr.arpa' }];
  expect(await ask(reverse4('198.18.0.77'), 'PTR')).toMatchObject({ rcode: 3, authorities: soa });
  const { public_net } = await lab.server();
  expect(await ask(reverse4(public_net.ipv4.ip), 'TXT')).toMatchObject({ rcode: 0, answers: [], authorities: soa });
  expect(await ask('0.18.198.in-addr.arpa', 'SOA')).toMatchObject({ rcode: 0, answers: soa });
  expect(await ask('0.18.198.in-addr.arpa', 'NS')).toMatchObject({ rcode: 0, answers: [] });
});

it("leaves everybody else's addresses to others", async () => {
  const { ask, lines } = await startNames();
  for (const name of [reverse4('192.0.2.1'), '18.198.in-addr.arpa', 'x.1.2.3.in-addr.arpa', '300.1.2.3.in-addr.arpa']) {
    expect([name, (await ask(name, 'PTR')).rcode]).toEqual([name, 2]); // there is nobody to ask in this test
  }
  expect(lines).toHaveLength(4);
});

it('reads back every reverse name', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), (value) => {
      const name = reverse4(formatAddress('ipv4', value));
      expect(parseReverse(name)).toEqual({ family: 'ipv4', first: value, size: 1n });
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (value) => {
      expect(parseReverse(reverse6(value))).toEqual({ family: 'ipv6', first: value, size: 1n });
    }),
  );
});

function expand(ipv6: string): string {
  const [left = '', right = ''] = ipv6.split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':').map((part) => part.padStart(4, '0')));
  const [a, b] = [parts(left), parts(right)];
  return [...a, ...Array(8 - a.length - b.length).fill('0000'), ...b].join('');
}
