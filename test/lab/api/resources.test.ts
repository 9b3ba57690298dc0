import { expect, it } from 'vitest';
import { type Json, publicKey, startLab } from './_lab.ts';

it.each([
  {
    path: '/ssh_keys',
    first: { name: 'x', public_key: publicKey(1) },
    second: { name: 'x', public_key: publicKey(2) },
  },
  { path: '/firewalls', first: { name: 'x' }, second: { name: 'x' } },
  {
    path: '/primary_ips',
    first: { name: 'x', type: 'ipv4', location: 'nbg1' },
    second: { name: 'x', type: 'ipv6', location: 'fsn1' },
  },
  {
    path: '/volumes',
    first: { name: 'x', size: 10, location: 'nbg1' },
    second: { name: 'x', size: 20, location: 'fsn1' },
  },
  { path: '/networks', first: { name: 'x', ip_range: '10.0.0.0/16' }, second: { name: 'x', ip_range: '10.1.0.0/16' } },
  { path: '/placement_groups', first: { name: 'x', type: 'spread' }, second: { name: 'x', type: 'spread' } },
])('$path: a name is taken once, changed by PUT, free again after DELETE', async ({ path, first, second }) => {
  const lab = await startLab();
  const one = Object.values(await lab.post(path, first))[0] as Json;
  expect(await lab.call('POST', path, second)).toMatchObject({
    status: 409,
    body: { error: { code: 'uniqueness_error' } },
  });
  const renamed = (await lab.call('PUT', `${path}/${one.id}`, { name: 'y', labels: { a: 'b' } })).body;
  expect(Object.values(renamed)[0]).toMatchObject({ id: one.id, name: 'y', labels: { a: 'b' } });
  const other = Object.values(await lab.post(path, second))[0] as Json;
  expect((await lab.call('PUT', `${path}/${one.id}`, { name: 'x' })).status).toBe(409);
  expect((await lab.call('PUT', `${path}/${one.id}`, { colour: 'red' })).body.error.details.fields).toMatchObject([
    { name: 'colour' },
  ]);
  if (path === '/volumes') await new Promise((resolve) => setTimeout(resolve, 20)); // until it is made
  expect((await lab.call('DELETE', `${path}/${other.id}`)).status).toBe(204);
  expect((await lab.call('GET', `${path}/${other.id}`)).status).toBe(404);
  expect((await lab.call('POST', path, { ...second, labels: {} })).status).toBe(201);
});

it('ssh keys: one fingerprint once, whitespace trimmed, MD5 shown', async () => {
  const lab = await startLab();
  const { ssh_key } = await lab.post('/ssh_keys', { name: 'a', public_key: `  ${publicKey()}\n` });
  expect(ssh_key.public_key).toBe(publicKey());
  expect(ssh_key.fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  const again = await lab.call('POST', '/ssh_keys', { name: 'b', public_key: publicKey() });
  expect(again.body.error).toMatchObject({
    code: 'uniqueness_error',
    message: 'SSH key with the same fingerprint already exists',
  });
  expect((await lab.get(`/ssh_keys?fingerprint=${ssh_key.fingerprint}`)).ssh_keys).toHaveLength(1);
});

it.each([
  '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----',
  'ssh-ed25519',
  'ssh-ed25519 AAAA',
  `ssh-rsa ${publicKey().split(' ')[1]}`,
  `${publicKey()}\n${publicKey(2)}`,
])('ssh keys: refuses %j', async (public_key) => {
  const lab = await startLab();
  expect((await lab.call('POST', '/ssh_keys', { name: 'a', public_key })).body.error).toMatchObject({
    code: 'invalid_input',
    details: { fields: [{ name: 'public_key' }] },
  });
});

it('primary IPs: move between servers only while these are off, in one location, one of a family', async () => {
  const lab = await startLab();
  const { primary_ip: ip } = await lab.post('/primary_ips', { name: 'ip', type: 'ipv4', location: 'nbg1' });
  const { primary_ip: far } = await lab.post('/primary_ips', { name: 'far', type: 'ipv4', location: 'fsn1' });
  const server = await lab.server({ public_net: { enable_ipv4: false } });
  const assign = { assignee_id: server.id, assignee_type: 'server' };
  const code = async (path: string, body?: object) => (await lab.call('POST', path, body)).body.error?.code ?? 'done';
  expect(await code(`/primary_ips/${ip.id}/actions/assign`, assign)).toBe('server_not_stopped');
  await lab.settled((await lab.post(`/servers/${server.id}/actions/poweroff`)).action);
  expect(await code(`/primary_ips/${far.id}/actions/assign`, assign)).toBe('primary_ip_location_mismatch');
  expect(await code(`/primary_ips/${ip.id}/actions/assign`, assign)).toBe('done');
  expect(await code(`/primary_ips/${ip.id}/actions/assign`, assign)).toBe('primary_ip_already_assigned');
  expect(await code(`/primary_ips/${far.id}/actions/assign`, assign)).toBe('server_has_ipv4');
  expect((await lab.call('DELETE', `/primary_ips/${ip.id}`)).body.error.code).toBe('must_be_unassigned');
  await lab.settled((await lab.post(`/servers/${server.id}/actions/poweron`)).action);
  expect(lab.driver.machines.get(server.id)?.spec.ipv4).toBe(ip.ip);
  expect(await code(`/primary_ips/${ip.id}/actions/unassign`)).toBe('server_not_stopped');
});

it('primary IPs: a free one says so since 2026-08-01, and "server" before', async () => {
  const typeOn = async (asOf: string) => {
    const lab = await startLab({ asOf });
    return (await lab.post('/primary_ips', { name: 'ip', type: 'ipv4', location: 'nbg1' })).primary_ip.assignee_type;
  };
  expect([await typeOn('2026-07-31'), await typeOn('2026-08-01')]).toEqual(['server', 'unassigned']);
});

it('reverse names: set, changed and reset on a server and on its address', async () => {
  const lab = await startLab();
  const server = await lab.server();
  const { ipv4, ipv6 } = server.public_net;
  expect(ipv4.dns_ptr).toBe('static.1.0.18.198.clients.your-server.de');
  await lab.post(`/servers/${server.id}/actions/change_dns_ptr`, { ip: ipv4.ip, dns_ptr: 'gw.example.org' });
  await lab.post(`/primary_ips/${ipv6.id}/actions/change_dns_ptr`, {
    ip: '2001:DB8:5C1E:0::1',
    dns_ptr: 'six.example.org',
  });
  const after = (await lab.get(`/servers/${server.id}`)).server.public_net;
  expect(after.ipv4.dns_ptr).toBe('gw.example.org');
  expect(after.ipv6.dns_ptr).toEqual([{ ip: '2001:db8:5c1e::1', dns_ptr: 'six.example.org' }]);
  await lab.post(`/servers/${server.id}/actions/change_dns_ptr`, { ip: ipv4.ip, dns_ptr: null });
  expect((await lab.get(`/servers/${server.id}`)).server.public_net.ipv4.dns_ptr).toBe(ipv4.dns_ptr);
  const foreign = { ip: '198.18.0.99', dns_ptr: 'x.example.org' };
  expect((await lab.call('POST', `/servers/${server.id}/actions/change_dns_ptr`, foreign)).status).toBe(404);
});

it('volumes: attach, resize and detach reach the machine; sizes only grow', async () => {
  const lab = await startLab();
  const server = await lab.server();
  const { volume, action, next_actions } = await lab.post('/volumes', {
    name: 'v',
    size: 10,
    server: server.id,
    format: 'ext4',
  });
  expect(volume).toMatchObject({ status: 'creating', linux_device: `/dev/disk/by-id/scsi-0HC_Volume_${volume.id}` });
  for (const one of [action, ...next_actions]) await lab.settled(one);
  expect((await lab.get(`/servers/${server.id}`)).server.volumes).toEqual([volume.id]);
  const resized = await lab.post(`/volumes/${volume.id}/actions/resize`, { size: 20 });
  await lab.settled(resized.action);
  expect(lab.driver.machines.get(server.id)?.volumes).toEqual([{ id: volume.id, size: 20, format: 'ext4' }]);
  expect((await lab.call('POST', `/volumes/${volume.id}/actions/resize`, { size: 10 })).status).toBe(422);
  expect((await lab.call('DELETE', `/volumes/${volume.id}`)).body.error.code).toBe('resource_in_use');
  await lab.settled((await lab.post(`/volumes/${volume.id}/actions/detach`, {})).action);
  expect(lab.driver.machines.get(server.id)?.volumes).toEqual([]);
  expect((await lab.call('DELETE', `/volumes/${volume.id}`)).status).toBe(204);
});

it.each([
  { when: 'smaller than 10 GB', wish: { size: 9, location: 'nbg1' }, field: 'size' },
  { when: 'nowhere', wish: { size: 10 }, field: 'location' },
  { when: 'that mounts itself', wish: { size: 10, location: 'nbg1', automount: true }, field: 'automount' },
])('volumes: refuses one $when', async ({ wish, field }) => {
  const lab = await startLab();
  expect((await lab.call('POST', '/volumes', { name: 'v', ...wish })).body.error.details.fields).toMatchObject([
    { name: field },
  ]);
});

it('networks: subnets inside and apart, addresses free and in one of them', async () => {
  const lab = await startLab();
  const { network } = await lab.post('/networks', { name: 'n', ip_range: '10.0.0.0/16' });
  const subnet = (ip_range: string) =>
    lab.call('POST', `/networks/${network.id}/actions/add_subnet`, {
      type: 'cloud',
      ip_range,
      network_zone: 'eu-central',
    });
  expect((await subnet('10.0.1.0/24')).status).toBe(201);
  expect((await subnet('10.0.1.128/25')).body.error.details.fields[0].messages).toEqual([
    'overlaps with another subnet of the network',
  ]);
  expect((await subnet('10.1.0.0/24')).body.error.details.fields[0].messages[0]).toContain(
    "is not part of the network's 10.0.0.0/16",
  );
  const [a, b] = [await lab.server(), await lab.server()];
  const attach = (id: number, wish: object = {}) =>
    lab.call('POST', `/servers/${id}/actions/attach_to_network`, { network: network.id, ...wish });
  expect((await attach(a.id, { alias_ips: ['10.0.1.9'] })).status).toBe(201);
  expect((await lab.get(`/servers/${a.id}`)).server.private_net).toMatchObject([
    { ip: '10.0.1.1', alias_ips: ['10.0.1.9'] },
  ]);
  expect((await attach(a.id)).body.error.code).toBe('server_already_attached');
  expect((await attach(b.id, { ip: '10.0.1.9' })).body.error.code).toBe('ip_not_available');
  expect((await attach(b.id, { ip: '10.0.2.1' })).body.error.code).toBe('invalid_input');
  expect((await attach(b.id, { ip_range: '10.0.9.0/24' })).body.error.code).toBe('no_subnet_available');
  expect((await attach(b.id)).status).toBe(201);
  expect((await lab.get(`/servers/${b.id}`)).server.private_net[0].ip).toBe('10.0.1.2');
  const remove = await lab.call('POST', `/networks/${network.id}/actions/delete_subnet`, { ip_range: '10.0.1.0/24' });
  expect(remove.body.error).toMatchObject({
    code: 'service_error',
    message: expect.stringContaining('servers are attached'),
  });
});

it.each(['8.8.8.0/24', '10.0.0.1/16', '10.0.0.0', 'fd00::/8'])('networks: refuses the range %s', async (ip_range) => {
  const lab = await startLab();
  expect((await lab.call('POST', '/networks', { name: 'n', ip_range })).body.error.details.fields).toMatchObject([
    { name: 'ip_range' },
  ]);
});

it('placement groups: take off servers only, ten at most', async () => {
  const lab = await startLab();
  const { placement_group } = await lab.post('/placement_groups', { name: 'pg', type: 'spread' });
  const members = [];
  for (let count = 0; count < 10; count++) members.push((await lab.server({ placement_group: placement_group.id })).id);
  expect((await lab.get(`/placement_groups/${placement_group.id}`)).placement_group.servers).toEqual(members);
  const eleventh = { name: 'eleventh', server_type: 'cx23', image: 'debian-13', placement_group: placement_group.id };
  expect(await lab.call('POST', '/servers', eleventh)).toMatchObject({
    status: 422,
    body: { error: { code: 'placement_error' } },
  });
  const loose = await lab.server();
  const add = await lab.call('POST', `/servers/${loose.id}/actions/add_to_placement_group`, {
    placement_group: placement_group.id,
  });
  expect(add.body.error.code).toBe('server_not_stopped');
});

it('catalogue: ids and names agree, prices and places go together', async () => {
  const lab = await startLab();
  const { server_types } = await lab.get('/server_types?per_page=50');
  for (const type of server_types) {
    expect(type.prices.map(({ location }: Json) => location)).toEqual(type.locations.map(({ name }: Json) => name));
    expect((await lab.get(`/server_types?name=${type.name}`)).server_types).toEqual([type]);
  }
  expect(new Set(server_types.map(({ id }: Json) => id)).size).toBe(server_types.length);
  expect((await lab.get('/images?name=debian-13&architecture=arm&include_deprecated=true')).images).toMatchObject([
    { name: 'debian-13', architecture: 'arm' },
  ]);
  expect((await lab.get('/locations?name=hel1')).locations).toMatchObject([{ id: 3, network_zone: 'eu-central' }]);
  expect((await lab.get('/isos/8637')).iso.id).toBe(8637);
});
