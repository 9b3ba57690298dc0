import { expect, it } from 'vitest';
import { type Answer, type Json, type Lab, startLab } from './_lab.ts';

const zone = 'sclerite.test';
const base = `/zones/${zone}/rrsets`;

async function withZone(): Promise<Lab> {
  const lab = await startLab({ now: () => new Date('2026-11-07T12:00:00Z') });
  await lab.post('/zones', { name: zone, mode: 'primary' });
  return lab;
}

const rrset = (type: string, ...values: string[]) => ({
  name: 'www',
  type,
  records: values.map((value) => ({ value })),
});
const values = ({ rrset: { records } }: Json): string[] => records.map(({ value }: Json) => value);
const code = ({ status, body }: Answer) => `${status} ${body.error.code}`;
const serial = async (lab: Lab) => Number(values(await lab.get(`${base}/@/SOA`))[0]?.split(' ')[2]);

it('makes, changes and deletes an RRSet', async () => {
  const lab = await withZone();
  const created = await lab.post(base, { ...rrset('A', '192.0.2.1'), ttl: 600, labels: { a: 'b' } });
  expect(created.rrset).toMatchObject({ id: 'www/A', name: 'www', type: 'A', ttl: 600, labels: { a: 'b' } });
  expect(created.action).toMatchObject({ command: 'create_rrset' });
  await lab.post(`${base}/www/A/actions/set_records`, { records: [{ value: '192.0.2.2', comment: 'second' }] });
  await lab.post(`${base}/www/A/actions/add_records`, { records: [{ value: '192.0.2.3' }], ttl: 600 });
  await lab.post(`${base}/www/A/actions/change_ttl`, { ttl: null });
  const { rrset: changed } = await lab.get(`${base}/www/A`);
  expect(changed).toMatchObject({ ttl: null, protection: { change: false } });
  expect(changed.records).toEqual([
    { value: '192.0.2.2', comment: 'second' },
    { value: '192.0.2.3', comment: '' },
  ]);
  const updated = await lab.call('POST', `${base}/www/A/actions/update_records`, {
    records: [{ value: '192.0.2.3', comment: 'third' }],
  });
  expect(updated.status).toBe(200);
  expect((await lab.call('PUT', `${base}/www/A`, { labels: {} })).body.rrset).toMatchObject({ labels: {} });
  expect((await lab.get(`${base}/www/A`)).rrset.records[1].comment).toBe('third');
  expect((await lab.call('DELETE', `${base}/www/A`)).body.action).toMatchObject({ command: 'delete_rrset' });
  expect(code(await lab.call('GET', `${base}/www/A`))).toBe('404 not_found');
});

it('begins an RRSet with its first added record, and ends it with its last one', async () => {
  const lab = await withZone();
  const path = `${base}/_acme-challenge/TXT`;
  await lab.post(`${path}/actions/add_records`, { records: [{ value: '"one"' }], ttl: 60 });
  await lab.post(`${path}/actions/add_records`, { records: [{ value: '"two"' }] });
  expect((await lab.get(path)).rrset).toMatchObject({ ttl: 60, records: [{ value: '"one"' }, { value: '"two"' }] });
  await lab.post(`${path}/actions/remove_records`, { records: [{ value: '"one"' }] });
  expect(values(await lab.get(path))).toEqual(['"two"']);
  await lab.post(`${path}/actions/remove_records`, { records: [{ value: '"two"' }] });
  expect(code(await lab.call('GET', path))).toBe('404 not_found');
});

it('counts the serial of the zone up with each change, and keeps it itself', async () => {
  const lab = await withZone();
  const first = await serial(lab);
  expect(first).toBeGreaterThanOrEqual(2026110700);
  await lab.post(base, rrset('A', '192.0.2.1'));
  expect(await serial(lab)).toBe(first + 1);
  const soa = 'hydrogen.ns.hetzner.com. dns.hetzner.com. 0 86400 10800 3600000 600';
  await lab.post(`${base}/@/SOA/actions/set_records`, { records: [{ value: soa }] });
  expect(values(await lab.get(`${base}/@/SOA`))).toEqual([soa.replace(' 0 ', ` ${first + 2} `)]);
});

it('leaves a protected RRSet as it is', async () => {
  const lab = await withZone();
  await lab.post(base, rrset('A', '192.0.2.1'));
  await lab.post(`${base}/www/A/actions/change_protection`, { change: true });
  const records = [{ value: '192.0.2.1', comment: '' }];
  for (const [verb, body] of [
    ['set_records', { records }],
    ['add_records', { records: [{ value: '192.0.2.2' }] }],
    ['remove_records', { records }],
    ['update_records', { records }],
    ['change_ttl', { ttl: 60 }],
  ] as const) {
    expect([verb, code(await lab.call('POST', `${base}/www/A/actions/${verb}`, body))]).toEqual([
      verb,
      '423 protected',
    ]);
  }
  expect(code(await lab.call('DELETE', `${base}/www/A`))).toBe('423 protected');
  await lab.post(`${base}/www/A/actions/change_protection`, { change: false });
  expect((await lab.call('DELETE', `${base}/www/A`)).status).toBe(201);
});

it.each([
  ['A', '192.0.2.1'],
  ['AAAA', '2001:db8::1'],
  ['CAA', '0 issue "letsencrypt.org; accounturi=https://acme.example.com/acct/1"'],
  ['CNAME', 'web'],
  ['DS', '60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118'],
  ['HINFO', '"PC" "Linux"'],
  ['MX', '10 mail.example.com.'],
  ['NS', 'ns.example.com.'],
  ['PTR', 'host.example.com.'],
  ['RP', 'admin.example.com. .'],
  ['SRV', '1 2 443 web'],
  ['TLSA', '3 1 1 d2abde240d7cd3ee6b4b28c54df034b9'],
  ['TXT', '"v=spf1 -all"'],
  ['TXT', `"${'a'.repeat(255)}" "with \\"quotes\\" and \\065"`],
])('takes the %s record %s', async (type, value) => {
  const lab = await withZone();
  await lab.post(base, rrset(type, value));
  expect(values(await lab.get(`${base}/www/${type}`))).toEqual([value]);
});

it.each([
  ['A', '192.0.2.256', 'IPv4'],
  ['A', '2001:db8::1', 'IPv4'],
  ['AAAA', '192.0.2.1', 'IPv6'],
  ['AAAA', 'fe80::1%eth0', 'IPv6'],
  ['CAA', '0 issue letsencrypt.org', 'quoted'],
  ['CAA', '256 issue "letsencrypt.org"', 'flags'],
  ['CNAME', 'two words', 'domain name'],
  ['CNAME', 'a..b', 'domain name'],
  ['MX', 'mail.example.com.', 'preference'],
  ['MX', '70000 mail.example.com.', '65535'],
  ['SRV', '1 2 web', 'priority'],
  ['DS', '1 2 3 xyz', 'hexadecimal'],
  ['TXT', 'unquoted', 'quoted'],
  ['TXT', '"half', 'quoted'],
  ['TXT', `"${'a'.repeat(256)}"`, '256 bytes'],
  ['TXT', `"${'ü'.repeat(128)}"`, '256 bytes'],
  ['TXT', '"\\999"', 'byte'],
])('refuses the %s record %s', async (type, value, why) => {
  const lab = await withZone();
  const answer = await lab.call('POST', base, rrset(type, value));
  expect(code(answer)).toBe('422 invalid_input');
  expect(answer.body.error.details.fields).toMatchObject([{ name: 'records.0.value' }]);
  expect(answer.body.error.details.fields[0].messages[0]).toContain(why);
  expect((await lab.get(`/zones/${zone}`)).zone.record_count).toBe(4);
});

it.each([
  'WWW',
  'www.',
  '',
  `www.${zone}`,
  'a.*',
  'a..b',
  '-a',
  'a b',
  'x'.repeat(64),
  Array(80).fill('abc').join('.'),
])('refuses the name "%s"', async (name) => {
  const lab = await withZone();
  const answer = await lab.call('POST', base, { ...rrset('A', '192.0.2.1'), name });
  expect(code(answer)).toBe('422 invalid_input');
  expect(answer.body.error.details.fields).toMatchObject([{ name: 'name' }]);
});

it.each([
  { when: 'it has no records', body: rrset('A'), says: '422 invalid_input' },
  { when: 'a record is there twice', body: rrset('A', '192.0.2.1', '192.0.2.1'), says: '422 invalid_input' },
  { when: 'an alias points to two', body: rrset('CNAME', 'a', 'b'), says: '422 invalid_input' },
  { when: 'the type is none', body: rrset('ALIAS', 'a'), says: '422 invalid_input' },
  { when: 'the lab cannot serve it', body: rrset('HTTPS', '1 . alpn="h2"'), says: '422 unsupported_error' },
  { when: 'the zone would be an alias', body: { ...rrset('CNAME', 'web'), name: '@' }, says: '422 invalid_input' },
  { when: 'there is one', body: { ...rrset('NS', 'ns.example.com.'), name: '@' }, says: '409 uniqueness_error' },
])('refuses an RRSet when $when', async ({ body, says }) => {
  const lab = await withZone();
  expect(code(await lab.call('POST', base, body))).toBe(says);
});

it('lets an alias have its name for itself', async () => {
  const lab = await withZone();
  await lab.post(base, rrset('CNAME', 'web'));
  expect(code(await lab.call('POST', base, rrset('A', '192.0.2.1')))).toBe('422 invalid_input');
  const added = await lab.call('POST', `${base}/www/A/actions/add_records`, { records: [{ value: '192.0.2.1' }] });
  expect(code(added)).toBe('422 invalid_input');
  await lab.post(base, { ...rrset('A', '192.0.2.1'), name: 'web' });
  expect(code(await lab.call('POST', base, { ...rrset('CNAME', 'www'), name: 'web' }))).toBe('422 invalid_input');
});

it('refuses what would leave a zone without its SOA, or change what is not there', async () => {
  const lab = await withZone();
  await lab.post(base, { ...rrset('A', '192.0.2.1'), ttl: 600 });
  expect(code(await lab.call('DELETE', `${base}/@/SOA`))).toBe('422 invalid_input');
  const act = async (verb: string, records: object[], more: object = {}) =>
    code(await lab.call('POST', `${base}/www/A/actions/${verb}`, { records, ...more }));
  expect(await act('remove_records', [{ value: '192.0.2.9' }])).toBe('422 invalid_input');
  expect(await act('update_records', [{ value: '192.0.2.9', comment: '' }])).toBe('422 invalid_input');
  expect(await act('add_records', [{ value: '192.0.2.1' }])).toBe('422 invalid_input');
  expect(await act('add_records', [{ value: '192.0.2.9' }], { ttl: 60 })).toBe('422 invalid_input');
  expect(
    code(await lab.call('POST', `${base}/none/A/actions/set_records`, { records: [{ value: '192.0.2.1' }] })),
  ).toBe('404 not_found');
});

it('answers an update of records through the wrong door as Hetzner does', async () => {
  const lab = await withZone();
  await lab.post(base, rrset('A', '192.0.2.1'));
  const answer = await lab.call('PUT', `${base}/www/A`, { records: [{ value: '192.0.2.2' }] });
  expect(answer.status).toBe(422);
  expect(answer.body.error).toEqual({
    code: 'invalid_input',
    message: "can't update records with this endpoint",
    details: null,
  });
});

it('filters, and takes encoded names in paths', async () => {
  const lab = await withZone();
  await lab.post(base, { ...rrset('A', '192.0.2.1'), labels: { tier: 'web' } });
  await lab.post(base, rrset('AAAA', '2001:db8::1'));
  await lab.post(base, { ...rrset('A', '192.0.2.1'), name: '*' });
  const ids = async (query: string) => (await lab.get(`${base}?${query}`)).rrsets.map(({ id }: Json) => id);
  expect(await ids('type=A&type=AAAA')).toEqual(['www/A', 'www/AAAA', '*/A']);
  expect(await ids('name=www&type=A')).toEqual(['www/A']);
  expect(await ids('label_selector=tier%3Dweb')).toEqual(['www/A']);
  expect((await lab.get(`${base}/%40/NS`)).rrset.id).toBe('@/NS');
  expect((await lab.get(`${base}/%2A/A`)).rrset.id).toBe('*/A');
  expect((await lab.call('GET', `${base}/%zz/A`)).status).toBe(404);
});
