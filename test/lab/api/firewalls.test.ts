import { expect, it } from 'vitest';
import { type Json, type Lab, startLab } from './_lab.ts';

const ssh = { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['198.51.100.7/32'] };
const icmp = { direction: 'in', protocol: 'icmp', source_ips: ['0.0.0.0/0', '::/0'] };
const rulesOf = (lab: Lab, id: number) =>
  lab.driver.machines.get(id)?.rules?.map(({ protocol, port }) => `${protocol} ${port ?? ''}`.trim()) ?? null;

async function settleAll(lab: Lab, { actions }: { actions: { id: number }[] }): Promise<void> {
  for (const action of actions) await lab.settled(action);
}

it('stands around a server before it starts', async () => {
  const lab = await startLab();
  const { firewall } = await lab.post('/firewalls', { name: 'fw', rules: [ssh] });
  const server = await lab.server({ firewalls: [{ firewall: firewall.id }] });
  expect(server.public_net.firewalls).toEqual([{ id: firewall.id, status: 'applied' }]);
  expect(lab.driver.machines.get(server.id)?.rules).toEqual([
    { direction: 'in', protocol: 'tcp', port: '22', sourceIps: ['198.51.100.7/32'], destinationIps: [] },
  ]);
});

it('changes at once when its rules do', async () => {
  const lab = await startLab();
  const { firewall } = await lab.post('/firewalls', { name: 'fw', rules: [ssh] });
  const server = await lab.server({ firewalls: [{ firewall: firewall.id }] });
  await settleAll(lab, await lab.post(`/firewalls/${firewall.id}/actions/set_rules`, { rules: [icmp] }));
  expect(rulesOf(lab, server.id)).toEqual(['icmp']);
  await settleAll(lab, await lab.post(`/firewalls/${firewall.id}/actions/set_rules`, { rules: [] }));
  expect(rulesOf(lab, server.id)).toEqual([]); // a firewall without rules lets nothing in; none at all lets everything in
});

it('adds up with others, and opens everything when the last one goes', async () => {
  const lab = await startLab();
  const server = await lab.server();
  const target = { type: 'server', server: { id: server.id } };
  const a = (await lab.post('/firewalls', { name: 'a', rules: [ssh] })).firewall;
  const b = await lab.post('/firewalls', { name: 'b', rules: [icmp], apply_to: [target] });
  await settleAll(lab, b);
  await settleAll(lab, await lab.post(`/firewalls/${a.id}/actions/apply_to_resources`, { apply_to: [target] }));
  expect(rulesOf(lab, server.id)).toEqual(['tcp 22', 'icmp']);
  for (const id of [a.id, b.firewall.id]) {
    await settleAll(lab, await lab.post(`/firewalls/${id}/actions/remove_from_resources`, { remove_from: [target] }));
  }
  expect(rulesOf(lab, server.id)).toBeNull();
});

it('follows label selectors, also when a server gets or loses the label', async () => {
  const lab = await startLab();
  const server = await lab.server({ labels: { role: 'web' } });
  const selector = { type: 'label_selector', label_selector: { selector: 'role=web' } };
  const created = await lab.post('/firewalls', { name: 'fw', rules: [ssh], apply_to: [selector] });
  await settleAll(lab, created);
  expect(rulesOf(lab, server.id)).toEqual(['tcp 22']);
  expect((await lab.get(`/firewalls/${created.firewall.id}`)).firewall.applied_to).toMatchObject([
    { ...selector, applied_to_resources: [{ type: 'server', server: { id: server.id } }] },
  ]);
  const direct = { remove_from: [{ type: 'server', server: { id: server.id } }] };
  expect(
    await lab.call('POST', `/firewalls/${created.firewall.id}/actions/remove_from_resources`, direct),
  ).toMatchObject({
    status: 422,
    body: { error: { code: 'firewall_managed_by_label_selector' } },
  });
  await lab.call('PUT', `/servers/${server.id}`, { labels: {} });
  expect(rulesOf(lab, server.id)).toBeNull();
  await lab.call('PUT', `/servers/${server.id}`, { labels: { role: 'web' } });
  expect(rulesOf(lab, server.id)).toEqual(['tcp 22']);
});

it.each([
  { when: 'a tcp rule without a port', rule: { ...ssh, port: undefined }, field: 'rules.0.port' },
  { when: 'an icmp rule with one', rule: { ...icmp, port: '1' }, field: 'rules.0.port' },
  { when: 'a port beyond 65535', rule: { ...ssh, port: '65536' }, field: 'rules.0.port' },
  { when: 'a range that runs backwards', rule: { ...ssh, port: '90-80' }, field: 'rules.0.port' },
  { when: 'host bits', rule: { ...ssh, source_ips: ['10.0.0.5/8'] }, field: 'rules.0.source_ips.0' },
  { when: 'a bare address', rule: { ...ssh, source_ips: ['10.0.0.5'] }, field: 'rules.0.source_ips.0' },
  { when: 'an incoming rule without sources', rule: { ...ssh, source_ips: [] }, field: 'rules.0.source_ips' },
  {
    when: 'an incoming rule with destinations',
    rule: { ...ssh, destination_ips: ['::/0'] },
    field: 'rules.0.destination_ips',
  },
  { when: 'a protocol nobody has', rule: { ...ssh, protocol: 'sctp' }, field: 'rules.0.protocol' },
  { when: 'a field nobody knows', rule: { ...ssh, log: true }, field: 'rules.0.log' },
])('refuses $when', async ({ rule, field }) => {
  const lab = await startLab();
  const { status, body } = await lab.call('POST', '/firewalls', { name: 'fw', rules: [rule] });
  expect({ status, fields: body.error.details.fields.map(({ name }: Json) => name) }).toEqual({
    status: 422,
    fields: [field],
  });
});

it.each(['22', '80-85', 'any', '1-65535'])('takes the port %s', async (port) => {
  const lab = await startLab();
  const { firewall } = await lab.post('/firewalls', { name: 'fw', rules: [{ ...ssh, port }] });
  expect(firewall.rules[0]).toEqual({ ...ssh, port, destination_ips: [], description: null });
});

it('takes 50 rules and not one more', async () => {
  const lab = await startLab();
  const rules = Array.from({ length: 51 }, (_, at) => ({ ...ssh, port: String(at + 1) }));
  expect((await lab.call('POST', '/firewalls', { name: 'a', rules })).status).toBe(422);
  expect((await lab.call('POST', '/firewalls', { name: 'b', rules: rules.slice(1) })).status).toBe(201);
});

it('is not deleted while applied, nor applied twice, nor to a server that is not there', async () => {
  const lab = await startLab();
  const server = await lab.server();
  const { firewall } = await lab.post('/firewalls', { name: 'fw', rules: [ssh] });
  const apply_to = [{ type: 'server', server: { id: server.id } }];
  const apply = `/firewalls/${firewall.id}/actions/apply_to_resources`;
  await settleAll(lab, await lab.post(apply, { apply_to }));
  expect(await lab.call('DELETE', `/firewalls/${firewall.id}`)).toMatchObject({
    status: 422,
    body: { error: { code: 'resource_in_use' } },
  });
  expect(await lab.call('POST', apply, { apply_to })).toMatchObject({
    status: 422,
    body: { error: { code: 'firewall_already_applied' } },
  });
  const nowhere = { apply_to: [{ type: 'server', server: { id: 7 } }] };
  expect(await lab.call('POST', apply, nowhere)).toMatchObject({
    status: 404,
    body: { error: { code: 'firewall_resource_not_found' } },
  });
});
