import { expect, it } from 'vitest';
import type { MachineSpec } from '../../../lab/driver.ts';
import { NoneDriver } from '../../../lab/drivers/none.ts';
import { type Json, publicKey, scratch, startLab, startLabWith } from './_lab.ts';

const wish = { name: 'gw', server_type: 'cx23', image: 'debian-13', location: 'nbg1' };

it('creates a machine with its keys, user data and addresses', async () => {
  const lab = await startLab();
  const { ssh_key } = await lab.post('/ssh_keys', { name: 'k', public_key: `${publicKey()}\n` });
  const server = await lab.server({
    ...wish,
    ssh_keys: [ssh_key.id],
    user_data: '#cloud-config\nä\n',
    labels: { a: 'b' },
  });
  expect(server).toMatchObject({
    name: 'gw',
    status: 'running',
    locked: false,
    labels: { a: 'b' },
    image: { name: 'debian-13', architecture: 'x86' },
    server_type: { name: 'cx23' },
    location: { name: 'nbg1' },
    public_net: { ipv4: { ip: '198.18.0.1' }, ipv6: { ip: '2001:db8:5c1e::/64' }, firewalls: [] },
    primary_disk_size: 40,
  });
  const spec: Partial<MachineSpec> = {
    id: server.id,
    image: 'debian-13',
    cores: 2,
    memory: 4,
    disk: 40,
    ipv4: '198.18.0.1',
    ipv6: '2001:db8:5c1e::/64',
    userData: '#cloud-config\nä\n',
    publicKeys: [publicKey()],
  };
  expect(lab.driver.machines.get(server.id)).toMatchObject({ power: 'running', rules: null, spec });
});

it('tells a root password once, and only when no key was given', async () => {
  const lab = await startLab();
  const { ssh_key } = await lab.post('/ssh_keys', { name: 'k', public_key: publicKey() });
  const without = await lab.post('/servers', { ...wish, name: 'a' });
  const withKey = await lab.post('/servers', { ...wish, name: 'b', ssh_keys: [ssh_key.id] });
  expect(without.root_password).toMatch(/^\S{20}$/);
  expect(withKey.root_password).toBeNull();
  expect(JSON.stringify(await lab.get('/servers'))).not.toContain(without.root_password);
});

it.each([
  { when: 'a name that is no host name', change: { name: 'under_score' }, field: 'name' },
  { when: 'no name', change: { name: undefined }, field: 'name' },
  { when: 'an unknown type', change: { server_type: 'cx99' }, field: 'server_type' },
  { when: 'an unknown image', change: { image: 'debian-1' }, field: 'image' },
  { when: 'an unknown location', change: { location: 'mars' }, field: 'location' },
  { when: 'a type that is not there', change: { location: 'ash' }, field: 'location' },
  { when: 'a type that is gone from there', change: { server_type: 'cpx11' }, field: 'location' },
  { when: 'an image of another architecture', change: { image: 161547270 }, field: 'image' },
  { when: 'an unknown key', change: { ssh_keys: [7] }, field: 'ssh_keys' },
  { when: 'user data beyond 32 KiB', change: { user_data: 'x'.repeat(32 * 1024 + 1) }, field: 'user_data' },
  { when: 'user data beyond 32 KiB in bytes', change: { user_data: 'ä'.repeat(16 * 1024 + 1) }, field: 'user_data' },
  { when: 'a bad label', change: { labels: { 'a b': 'c' } }, field: 'labels' },
  { when: 'a field that is not emulated', change: { backups: true }, field: 'backups' },
  { when: 'the datacenter, which the API no longer has', change: { datacenter: 'nbg1-dc3' }, field: 'datacenter' },
  {
    when: 'a nested field nobody knows',
    change: { public_net: { enable_ipv5: true } },
    field: 'public_net.enable_ipv5',
  },
  { when: 'volumes', change: { volumes: [1] }, field: 'volumes' },
  {
    when: 'no address at all',
    change: { public_net: { enable_ipv4: false, enable_ipv6: false } },
    field: 'public_net',
  },
])('refuses $when, names the field, and makes nothing', async ({ change, field }) => {
  const lab = await startLab();
  const { status, body } = await lab.call('POST', '/servers', { ...wish, ...change });
  expect({ status, code: body.error.code }).toEqual({ status: 422, code: 'invalid_input' });
  expect(body.error.details.fields.map(({ name }: Json) => name)).toContain(field);
  expect((await lab.get('/servers')).servers).toEqual([]);
  expect((await lab.get('/primary_ips')).primary_ips).toEqual([]);
});

it('takes user data of exactly 32 KiB', async () => {
  const lab = await startLab();
  const server = await lab.server({ user_data: 'x'.repeat(32 * 1024) });
  expect(lab.driver.machines.get(server.id)?.spec.userData).toHaveLength(32 * 1024);
});

it('names every faulty field at once', async () => {
  const lab = await startLab();
  const { body } = await lab.call('POST', '/servers', { name: '-', server_type: 7.5, colour: 'red' });
  expect(body.error.details.fields.map(({ name }: Json) => name).sort()).toEqual([
    'colour',
    'image',
    'name',
    'server_type',
  ]);
});

it('keeps names unique, also against itself being renamed', async () => {
  const lab = await startLab();
  const one = await lab.server({ name: 'one' });
  await lab.server({ name: 'two' });
  const twice = await lab.call('POST', '/servers', { ...wish, name: 'one' });
  expect(twice).toMatchObject({
    status: 409,
    body: { error: { code: 'uniqueness_error', details: { fields: [{ name: 'name' }] } } },
  });
  expect((await lab.call('PUT', `/servers/${one.id}`, { name: 'two' })).status).toBe(409);
  expect((await lab.call('PUT', `/servers/${one.id}`, { name: 'one', labels: { x: '' } })).status).toBe(200);
});

it('makes many at once, each with a name, an id and addresses of its own', async () => {
  const lab = await startLab({ actionDelayMs: 5 });
  const created = await Promise.all(
    Array.from({ length: 24 }, (_, at) => lab.post('/servers', { ...wish, name: `s-${at}` })),
  );
  await Promise.all(
    created.flatMap(({ action, next_actions }) => [action, ...next_actions]).map((action) => lab.settled(action)),
  );
  const { servers } = await lab.get('/servers?per_page=50');
  const distinct = (pick: (server: Json) => unknown) => new Set(servers.map(pick)).size;
  expect(servers).toHaveLength(24);
  expect(servers.every(({ status }: Json) => status === 'running')).toBe(true);
  expect([
    distinct(({ id }) => id),
    distinct((s) => s.public_net.ipv4.ip),
    distinct((s) => s.public_net.ipv6.ip),
  ]).toEqual([24, 24, 24]);
});

it('stops at the limit of the project', async () => {
  const lab = await startLab({ limits: { servers: 1 } });
  await lab.server();
  const { status, body } = await lab.call('POST', '/servers', wish);
  expect({ status, error: body.error }).toMatchObject({
    status: 403,
    error: { code: 'resource_limit_exceeded', details: { limits: [{ name: 'project_limit' }] } },
  });
});

it('leaves nothing behind when the pool runs out in the middle', async () => {
  const lab = await startLab({ addressPool: { ipv4: '198.18.0.0/30', ipv6: '2001:db8::/64' } });
  await lab.server();
  expect(await lab.call('POST', '/servers', wish)).toMatchObject({
    status: 412,
    body: { error: { code: 'resource_unavailable' } },
  });
  expect((await lab.get('/servers')).servers).toHaveLength(1);
  expect((await lab.get('/primary_ips')).primary_ips).toHaveLength(2);
});

it('is locked while it is made, and answers 423 meanwhile', async () => {
  const lab = await startLab({ actionDelayMs: 30 });
  const created = await lab.post('/servers', wish);
  expect(created.server).toMatchObject({ status: 'initializing', locked: true });
  for (const [method, path] of [
    ['POST', '/actions/poweroff'],
    ['DELETE', ''],
  ] as const) {
    const { status, body } = await lab.call(method, `/servers/${created.server.id}${path}`);
    expect({ status, code: body.error.code }).toEqual({ status: 423, code: 'locked' });
  }
  await lab.settled(created.next_actions[0]);
  expect((await lab.get(`/servers/${created.server.id}`)).server).toMatchObject({ status: 'running', locked: false });
});

class PickyDriver extends NoneDriver {
  override async create(spec: MachineSpec): Promise<void> {
    if (spec.image !== 'debian-13') throw new Error(`cannot boot ${spec.image}: only debian-13 is built`);
    await super.create(spec);
  }
}

it('fails the action with the words of the driver, and can be deleted afterwards', async () => {
  const lab = await startLabWith(new PickyDriver());
  const created = await lab.post('/servers', { ...wish, image: 'ubuntu-24.04' });
  expect((await lab.settled(created.action)).error).toEqual({
    code: 'action_failed',
    message: 'cannot boot ubuntu-24.04: only debian-13 is built',
  });
  expect((await lab.settled(created.next_actions[0])).error.message).toContain('create_server failed before');
  expect((await lab.get(`/servers/${created.server.id}`)).server.status).toBe('off');
  const { action } = (await lab.call('DELETE', `/servers/${created.server.id}`)).body;
  expect((await lab.settled(action)).status).toBe('success');
  expect((await lab.get('/servers')).servers).toEqual([]);
});

it.each([
  { verb: 'poweroff', from: 'running', to: 'off' },
  { verb: 'shutdown', from: 'running', to: 'off' },
  { verb: 'reboot', from: 'running', to: 'running' },
  { verb: 'reset', from: 'running', to: 'running' },
  { verb: 'poweron', from: 'off', to: 'running' },
])('$verb: $from to $to', async ({ verb, from, to }) => {
  const lab = await startLab();
  const { id } = await lab.server();
  if (from === 'off') await lab.settled((await lab.post(`/servers/${id}/actions/poweroff`)).action);
  expect((await lab.settled((await lab.post(`/servers/${id}/actions/${verb}`)).action)).status).toBe('success');
  expect((await lab.get(`/servers/${id}`)).server.status).toBe(to);
  expect(lab.driver.machines.get(id)?.power).toBe(to);
});

it('starts without being told to unless told not to', async () => {
  const lab = await startLab();
  const created = await lab.post('/servers', { ...wish, start_after_create: false });
  expect(created.next_actions).toEqual([]);
  await lab.settled(created.action);
  expect((await lab.get(`/servers/${created.server.id}`)).server.status).toBe('off');
});

it('is not deleted while protected', async () => {
  const lab = await startLab();
  const { id } = await lab.server();
  expect((await lab.call('POST', `/servers/${id}/actions/change_protection`, { delete: true })).status).toBe(422);
  await lab.post(`/servers/${id}/actions/change_protection`, { delete: true, rebuild: true });
  expect(await lab.call('DELETE', `/servers/${id}`)).toMatchObject({
    status: 423,
    body: { error: { code: 'protected' } },
  });
});

it('takes what belonged to it along, and gives back what did not', async () => {
  const lab = await startLab();
  const { primary_ip } = await lab.post('/primary_ips', { name: 'kept', type: 'ipv4', location: 'nbg1' });
  const { firewall } = await lab.post('/firewalls', { name: 'fw' });
  const server = await lab.server({ public_net: { ipv4: primary_ip.id }, firewalls: [{ firewall: firewall.id }] });
  const { volume, action } = await lab.post('/volumes', { name: 'v', size: 10, server: server.id });
  await lab.settled(action);
  await lab.settled((await lab.get(`/volumes/${volume.id}/actions?sort=id:desc`)).actions[0]);
  await lab.settled((await lab.call('DELETE', `/servers/${server.id}`)).body.action);
  const { primary_ips } = await lab.get('/primary_ips');
  expect(primary_ips).toMatchObject([{ name: 'kept', assignee_id: null, assignee_type: 'unassigned' }]);
  expect((await lab.get(`/volumes/${volume.id}`)).volume.server).toBeNull();
  expect((await lab.get(`/firewalls/${firewall.id}`)).firewall.applied_to).toEqual([]);
  expect(lab.driver.machines.size).toBe(0);
});

it('changes its type only when off, and runs afterwards', async () => {
  const lab = await startLab();
  const { id } = await lab.server();
  const change = { server_type: 'cx33', upgrade_disk: true };
  expect(await lab.call('POST', `/servers/${id}/actions/change_type`, change)).toMatchObject({
    status: 422,
    body: { error: { code: 'server_not_stopped' } },
  });
  await lab.settled((await lab.post(`/servers/${id}/actions/poweroff`)).action);
  await lab.settled((await lab.post(`/servers/${id}/actions/change_type`, change)).action);
  expect((await lab.get(`/servers/${id}`)).server).toMatchObject({
    status: 'running',
    server_type: { name: 'cx33' },
    primary_disk_size: 80,
  });
  await lab.settled((await lab.post(`/servers/${id}/actions/poweroff`)).action);
  const back = await lab.call('POST', `/servers/${id}/actions/change_type`, {
    server_type: 'cx23',
    upgrade_disk: false,
  });
  expect(back).toMatchObject({ status: 422, body: { error: { code: 'invalid_server_type' } } });
});

it('is shown as off when its machine died, after a restart and while running', async () => {
  const stateDir = scratch();
  const driver = new NoneDriver();
  const first = await startLabWith(driver, { stateDir });
  const [a, b] = [await first.server(), await first.server()];
  await first.close();
  await driver.stop(a.id);
  await driver.destroy(b.id);
  const second = await startLabWith(driver, { stateDir, observeSeconds: 0.02 });
  const { servers } = await second.get('/servers');
  expect(servers.map(({ status }: Json) => status)).toEqual(['off', 'off']);
  await second.settled((await second.post(`/servers/${a.id}/actions/poweron`)).action);
  await driver.stop(a.id);
  await expect.poll(async () => (await second.get(`/servers/${a.id}`)).server.status).toBe('off');
});

it('is not shown as off because the driver looked while it was being started', async () => {
  let look = (_: ReadonlyMap<number, 'running' | 'off'>) => {};
  class SlowEyes extends NoneDriver {
    isSlow = false;
    override async states() {
      const seen = await super.states();
      if (!this.isSlow) return seen;
      await new Promise<unknown>((resolve) => {
        look = resolve;
      });
      return seen;
    }
  }
  const lab = await startLabWith(new SlowEyes());
  const { id } = await lab.server();
  await lab.settled((await lab.post(`/servers/${id}/actions/poweroff`)).action);
  lab.driver.isSlow = true;
  const observed = lab.api.cloud.machines.observe(() => false);
  await lab.settled((await lab.post(`/servers/${id}/actions/poweron`)).action);
  look(new Map());
  await observed;
  expect((await lab.get(`/servers/${id}`)).server.status).toBe('running');
});

it('refuses what its machines cannot do', async () => {
  class PlainDriver extends NoneDriver {
    override readonly name = 'plain' as 'none';
    override readonly features = new Set<never>();
  }
  const lab = await startLabWith(new PlainDriver());
  const { id } = await lab.server();
  for (const [verb, body] of [
    ['enable_rescue', { type: 'linux64' }],
    ['attach_iso', { iso: 8637 }],
    ['enable_backup', undefined],
    ['attach_to_network', { network: 1 }],
  ] as const) {
    const answer = await lab.call('POST', `/servers/${id}/actions/${verb}`, body);
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { code: 'unsupported_error', message: expect.stringContaining('driver plain') } },
    });
  }
});

it('finds by the exact name and by labels, and refuses filters it does not know', async () => {
  const lab = await startLab();
  await lab.server({ name: 'web', labels: { env: 'prod' } });
  await lab.server({ name: 'web-2' });
  expect((await lab.get('/servers?name=web')).servers.map(({ name }: Json) => name)).toEqual(['web']);
  expect((await lab.get('/servers?label_selector=env%3Dprod')).servers.map(({ name }: Json) => name)).toEqual(['web']);
  expect((await lab.get('/servers?label_selector=!env')).servers.map(({ name }: Json) => name)).toEqual(['web-2']);
  const refused = await lab.call('GET', '/servers?colour=red');
  expect(refused.body.error.details.fields).toMatchObject([{ name: 'colour' }]);
});
