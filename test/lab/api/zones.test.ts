import { expect, it } from 'vitest';
import { type Json, type Lab, scratch, startLab } from './_lab.ts';

const name = 'sclerite.test';

async function withZone(wish: object = {}): Promise<{ lab: Lab; zone: Json }> {
  const lab = await startLab();
  const { zone } = await lab.post('/zones', { name, mode: 'primary', ...wish });
  return { lab, zone };
}

it('makes a zone with the records every zone has', async () => {
  const { lab, zone } = await withZone({ labels: { a: 'b' } });
  expect(zone).toMatchObject({ name, mode: 'primary', ttl: 3600, status: 'ok', record_count: 4, labels: { a: 'b' } });
  expect(zone.authoritative_nameservers.assigned).toHaveLength(3);
  const { rrsets } = await lab.get(`/zones/${name}/rrsets`);
  expect(rrsets.map(({ id }: Json) => id)).toEqual(['@/SOA', '@/NS']);
  expect(rrsets[1].records.map(({ value }: Json) => value)).toEqual(zone.authoritative_nameservers.assigned);
});

it('finds it by id and by name, and tells nothing of a zone that the token does not see', async () => {
  const { lab, zone } = await withZone();
  expect((await lab.get(`/zones/${zone.id}`)).zone).toEqual(zone);
  expect((await lab.get(`/zones/${name}`)).zone).toEqual(zone);
  expect((await lab.get(`/zones?name=${name}&mode=primary`)).zones).toHaveLength(1);
  expect((await lab.get('/zones?mode=secondary')).zones).toEqual([]);
  for (const path of [
    '/zones/other.test',
    '/zones/4711',
    '/zones/other.test/rrsets',
    '/zones/other.test/rrsets/www/A',
  ]) {
    expect(await lab.call('GET', path)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  }
});

it('runs an action for each change, which can be asked for under the name as well', async () => {
  const { lab, zone } = await withZone();
  const { action } = await lab.post(`/zones/${name}/actions/change_ttl`, { ttl: 600 });
  expect(action).toMatchObject({
    command: 'change_ttl',
    status: 'running',
    resources: [{ type: 'zone', id: zone.id }],
  });
  expect(await lab.settled(action)).toMatchObject({ status: 'success', progress: 100 });
  const { actions } = await lab.get(`/zones/${name}/actions`);
  expect(actions.map(({ command }: Json) => command)).toEqual(['create_zone', 'change_ttl']);
  expect((await lab.get(`/zones/${name}`)).zone.ttl).toBe(600);
});

it('keeps a protected zone, and lets an unprotected one go with all its records', async () => {
  const { lab } = await withZone();
  await lab.post(`/zones/${name}/actions/change_protection`, { delete: true });
  expect(await lab.call('DELETE', `/zones/${name}`)).toMatchObject({
    status: 423,
    body: { error: { code: 'protected' } },
  });
  await lab.post(`/zones/${name}/actions/change_protection`, { delete: false });
  const gone = await lab.call('DELETE', `/zones/${name}`);
  expect(gone).toMatchObject({ status: 201, body: { action: { command: 'delete_zone' } } });
  expect(await lab.settled(gone.body.action)).toMatchObject({ status: 'success' });
  const { zone } = await lab.post('/zones', { name, mode: 'primary' });
  expect(zone.record_count).toBe(4);
});

it.each([
  ['Sclerite.test', 'lower case'],
  ['sclerite.test.', 'dot'],
  ['test', 'domain name'],
  ['lab.sclerite.test', 'subdomains are not supported'],
  ['-x.test', 'domain name'],
  ['a_b.test', 'domain name'],
  [`${'a'.repeat(64)}.test`, 'domain name'],
  ['1.1.168.192', 'address'],
  ['18.198.in-addr.arpa', 'change_dns_ptr'],
])('refuses a zone named %s', async (zone, why) => {
  const lab = await startLab();
  const { status, body } = await lab.call('POST', '/zones', { name: zone, mode: 'primary' });
  expect(status).toBe(422);
  expect(body.error).toMatchObject({ code: 'invalid_input', details: { fields: [{ name: 'name' }] } });
  expect(body.error.details.fields[0].messages.join()).toContain(why);
});

it.each([
  { when: 'the TTL is too short', body: { name, mode: 'primary', ttl: 59 }, field: 'ttl' },
  { when: 'the mode is none', body: { name, mode: 'hidden' }, field: 'mode' },
  { when: 'a field is not emulated', body: { name, mode: 'primary', zonefile: '' }, field: 'zonefile' },
  { when: 'a secondary zone has no source', body: { name, mode: 'secondary' }, field: 'primary_nameservers' },
  {
    when: 'a source is no address',
    body: { name, mode: 'secondary', primary_nameservers: [{ address: 'ns.example.com' }] },
    field: 'primary_nameservers.0.address',
  },
])('refuses a zone when $when', async ({ body, field }) => {
  const lab = await startLab();
  const answer = await lab.call('POST', '/zones', body);
  expect(answer.status).toBe(422);
  expect(answer.body.error.details.fields.map((one: Json) => one.name)).toEqual([field]);
  expect((await lab.get('/zones')).zones).toEqual([]);
});

it('refuses a name twice, and more zones than the project may have', async () => {
  const lab = await startLab({ limits: { zones: 1 } });
  await lab.post('/zones', { name, mode: 'primary' });
  expect(await lab.call('POST', '/zones', { name, mode: 'primary' })).toMatchObject({
    status: 409,
    body: { error: { code: 'uniqueness_error', details: { fields: [{ name: 'name' }] } } },
  });
  expect(await lab.call('POST', '/zones', { name: 'more.test', mode: 'primary' })).toMatchObject({ status: 403 });
});

it('takes records with the zone, all of them or none', async () => {
  const lab = await startLab();
  const www = { name: 'www', type: 'A', records: [{ value: '198.18.0.9' }] };
  const bad = { name: 'mail', type: 'A', records: [{ value: 'here' }] };
  expect((await lab.call('POST', '/zones', { name, mode: 'primary', rrsets: [www, bad] })).status).toBe(422);
  expect((await lab.get('/zones')).zones).toEqual([]);
  const { zone } = await lab.post('/zones', { name, mode: 'primary', rrsets: [www] });
  expect(zone.record_count).toBe(5);
});

it("has a secondary zone, whose records are somebody else's", async () => {
  const lab = await startLab();
  const wish = {
    name,
    mode: 'secondary',
    primary_nameservers: [{ address: '192.0.2.1' }, { address: '2001:db8::1', port: 5353 }],
  };
  const { zone } = await lab.post('/zones', wish);
  expect(zone.primary_nameservers).toEqual([
    { address: '192.0.2.1', port: 53 },
    { address: '2001:db8::1', port: 5353 },
  ]);
  expect(zone.record_count).toBe(0);
  for (const [method, path, body] of [
    ['GET', '/rrsets', undefined],
    ['POST', '/rrsets', { name: 'www', type: 'A', records: [{ value: '192.0.2.1' }] }],
    ['POST', '/rrsets/www/A/actions/add_records', { records: [{ value: '192.0.2.1' }] }],
  ] as const) {
    const answer = await lab.call(method, `/zones/${name}${path}`, body);
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'incorrect_zone_mode' } } });
  }
  await lab.post(`/zones/${name}/actions/change_primary_nameservers`, {
    primary_nameservers: [{ address: '192.0.2.3' }],
  });
  expect((await lab.get(`/zones/${name}`)).zone.primary_nameservers).toEqual([{ address: '192.0.2.3', port: 53 }]);
  const other = await withZone();
  const refused = await other.lab.call('POST', `/zones/${name}/actions/change_primary_nameservers`, {
    primary_nameservers: [{ address: '192.0.2.3' }],
  });
  expect(refused).toMatchObject({ status: 422, body: { error: { code: 'incorrect_zone_mode' } } });
});

it('is still there after a restart, with its records and its serial', async () => {
  const stateDir = scratch();
  const lab = await startLab({ stateDir });
  await lab.post('/zones', { name, mode: 'primary' });
  await lab.post(`/zones/${name}/rrsets`, {
    name: 'www',
    type: 'A',
    records: [{ value: '198.18.0.9', comment: 'web' }],
  });
  const before = await lab.get(`/zones/${name}/rrsets`);
  await lab.close();
  const again = await startLab({ stateDir });
  expect(await again.get(`/zones/${name}/rrsets`)).toEqual(before);
});

it('can be told to fail', async () => {
  const { lab } = await withZone();
  lab.api.faults.add({ method: 'POST', path: '/zones/*/rrsets', status: 503 });
  const wish = { name: 'www', type: 'A', records: [{ value: '198.18.0.9' }] };
  expect((await lab.call('POST', `/zones/${name}/rrsets`, wish)).status).toBe(503);
  expect((await lab.get(`/zones/${name}`)).zone.record_count).toBe(4);
  lab.api.faults.add({
    method: 'POST',
    path: '/zones/*/rrsets/*/*/actions/set_records',
    status: 409,
    afterCommit: true,
  });
  await lab.post(`/zones/${name}/rrsets`, wish);
  const path = `/zones/${name}/rrsets/www/A`;
  expect((await lab.call('POST', `${path}/actions/set_records`, { records: [{ value: '198.18.0.10' }] })).status).toBe(
    409,
  );
  expect((await lab.get(path)).rrset.records[0].value).toBe('198.18.0.10');
});
