import { expect, it } from 'vitest';
import { startNames, zone } from './_names.ts';

const [ok, noName, refused, broken] = [0, 3, 5, 2];

it.each([
  ['A', '198.18.0.9', '198.18.0.9'],
  ['AAAA', '2001:db8::9', '2001:db8::9'],
  ['CAA', '128 issue "ca.test; accounturi=https://ca.test/1"', '128 issue ca.test; accounturi=https://ca.test/1 true'],
  ['CNAME', 'web', `web.${zone}`],
  ['DS', '1 2 3 abcd', undefined],
  ['HINFO', '"PC" "Linux"', 'PC Linux'],
  ['MX', '10 mail', `10 mail.${zone}`],
  ['PTR', 'host.example.com.', 'host.example.com'],
  ['SRV', '1 2 443 web', `1 2 443 web.${zone}`],
  ['TLSA', '3 1 1 d2ab', undefined],
  ['TXT', '"one" "t\\"w\\111"', 'one|t"wo'],
])('serves %s %s', async (type, value, shown) => {
  const { add, ask, values } = await startNames();
  await add('www', type, value);
  const reply = await ask(`www.${zone}`, type);
  expect(reply).toMatchObject({ rcode: ok, isAuthoritative: true });
  expect(reply.answers).toMatchObject([{ name: `www.${zone}`, type, ttl: 3600, class: 'IN' }]);
  if (shown !== undefined) expect(await values(`www.${zone}`, type)).toEqual([shown]);
});

it('serves what every zone begins with', async () => {
  const { values } = await startNames();
  expect(await values(zone, 'NS')).toEqual([
    'hydrogen.ns.hetzner.com',
    'oxygen.ns.hetzner.com',
    'helium.ns.hetzner.de',
  ]);
  expect(await values(zone, 'SOA')).toEqual([
    expect.stringMatching(/^hydrogen\.ns\.hetzner\.com dns\.hetzner\.com 20\d{8} 86400 10800 3600000 3600$/),
  ]);
  expect(await values('hydrogen.ns.hetzner.com', 'A')).toEqual(['198.18.0.1']);
  expect(await values('hydrogen.ns.hetzner.com', 'AAAA')).toEqual([]);
});

it('shows a change at the next query, and the TTL that holds', async () => {
  const { lab, add, values, ask } = await startNames();
  expect(await ask(`www.${zone}`, 'A')).toMatchObject({ rcode: noName });
  await add('www', 'A', '198.18.0.9');
  expect(await values(`www.${zone}`, 'A')).toEqual(['198.18.0.9']);
  const path = `/zones/${zone}/rrsets/www/A/actions`;
  await lab.post(`${path}/set_records`, { records: [{ value: '198.18.0.10' }, { value: '198.18.0.11' }] });
  await lab.post(`${path}/change_ttl`, { ttl: 60 });
  expect((await ask(`www.${zone}`, 'A')).answers).toMatchObject([{ ttl: 60 }, { ttl: 60 }]);
  await lab.call('DELETE', `/zones/${zone}/rrsets/www/A`);
  expect(await ask(`www.${zone}`, 'A')).toMatchObject({ rcode: noName });
  await lab.call('DELETE', `/zones/${zone}`);
  expect(await ask(zone, 'SOA')).toMatchObject({ rcode: noName, authorities: [] });
});

it('tells "no such name" from "no such record", each with how long that holds', async () => {
  const { add, ask } = await startNames();
  await add('a.b', 'A', '198.18.0.9');
  const soa = [{ name: zone, type: 'SOA', ttl: 3600 }];
  expect(await ask(`a.b.${zone}`, 'AAAA')).toMatchObject({ rcode: ok, answers: [], authorities: soa });
  expect(await ask(`b.${zone}`, 'A')).toMatchObject({ rcode: ok, answers: [], authorities: soa });
  expect(await ask(`c.${zone}`, 'A')).toMatchObject({ rcode: noName, answers: [], authorities: soa });
  expect(await ask(`a.b.${zone}`, 'UNKNOWN_65')).toMatchObject({ rcode: ok, answers: [], authorities: soa });
  expect(await ask(`a.b.${zone}`, 'SSHFP')).toMatchObject({ rcode: ok, answers: [] });
});

it('answers in the spelling of the question', async () => {
  const { add, ask } = await startNames();
  await add('www', 'A', '198.18.0.9');
  const reply = await ask('wWw.ScLeRiTe.TeSt', 'A');
  expect(reply.questions).toMatchObject([{ name: 'wWw.ScLeRiTe.TeSt' }]);
  expect(reply.answers).toMatchObject([{ name: 'wWw.ScLeRiTe.TeSt', data: '198.18.0.9' }]);
});

it('follows an alias as far as its zones go', async () => {
  const { lab, add, ask, values } = await startNames();
  await lab.post('/zones', { name: 'other.test', mode: 'primary' });
  await lab.post('/zones/other.test/rrsets', { name: 'web', type: 'A', records: [{ value: '198.18.0.9' }] });
  await add('one', 'CNAME', 'two');
  await add('two', 'CNAME', 'web.other.test.');
  await add('lost', 'CNAME', 'none');
  await add('round', 'CNAME', 'about');
  await add('about', 'CNAME', 'round');
  expect(await values(`one.${zone}`, 'A')).toEqual([`two.${zone}`, 'web.other.test', '198.18.0.9']);
  expect(await values(`one.${zone}`, 'CNAME')).toEqual([`two.${zone}`]);
  expect(await ask(`lost.${zone}`, 'A')).toMatchObject({ rcode: noName, answers: [{ type: 'CNAME' }] });
  expect(await ask(`round.${zone}`, 'A')).toMatchObject({ rcode: broken });
});

it('fills in for names that do not exist, where a wildcard says so', async () => {
  const { add, ask, values } = await startNames();
  await add('*', 'A', '198.18.0.9');
  await add('www', 'TXT', '"here"');
  await add('deep.down', 'A', '198.18.0.10');
  expect(await values(`anything.${zone}`, 'A')).toEqual(['198.18.0.9']);
  expect(await values(`any.thing.${zone}`, 'A')).toEqual(['198.18.0.9']);
  expect(await ask(`www.${zone}`, 'A')).toMatchObject({ rcode: ok, answers: [] });
  expect(await ask(`down.${zone}`, 'A')).toMatchObject({ rcode: ok, answers: [] });
  expect(await ask(`other.down.${zone}`, 'A')).toMatchObject({ rcode: noName });
  expect(await ask(zone, 'A')).toMatchObject({ rcode: ok, answers: [] });
});

it('refers to the servers that a part of the zone was given to', async () => {
  const { add, ask } = await startNames();
  await add('sub', 'NS', 'ns.example.com.');
  const reply = await ask(`www.sub.${zone}`, 'A');
  expect(reply).toMatchObject({ rcode: ok, isAuthoritative: false, answers: [] });
  expect(reply.authorities).toMatchObject([{ name: `sub.${zone}`, type: 'NS', data: 'ns.example.com' }]);
});

it('hands out no whole zone, and cannot speak for one that it would have to fetch', async () => {
  const { lab, ask } = await startNames();
  expect(await ask(zone, 'AXFR')).toMatchObject({ rcode: refused });
  await lab.post('/zones', { name: 'away.test', mode: 'secondary', primary_nameservers: [{ address: '192.0.2.1' }] });
  expect(await ask('www.away.test', 'A')).toMatchObject({ rcode: broken, answers: [] });
});

it('says everything it has when asked for anything', async () => {
  const { ask } = await startNames();
  const types = (await ask(zone, 'ANY')).answers.map(({ type }) => type);
  expect(new Set(types)).toEqual(new Set(['SOA', 'NS']));
});

it('knows that nobody outside knows names below .test', async () => {
  const { ask } = await startNames({ upstreams: () => expect.fail('asked outside') });
  expect(await ask('www.elsewhere.test', 'A')).toMatchObject({ rcode: noName });
  expect(await ask(`www.${zone}`, 'A')).toMatchObject({ rcode: noName });
});
