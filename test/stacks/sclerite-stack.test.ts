import { describe, expect, it } from 'vitest';
import { Testing } from '../../stacks/cdktf.ts';
import { ScleriteStack, type ScleriteStackProps } from '../../stacks/sclerite-stack.ts';
import type { ServerPlan } from '../../stacks/server-plan.ts';

const gateway = {
  name: 'gateway',
  type: 'cx23',
  location: 'nbg1',
  image: 'debian-13',
  labels: {},
  exposure: 'tunnel',
} as const;
const plan: ServerPlan = {
  server: gateway,
  ingress: [],
  userDataFile: '/state/servers/gateway/user-data',
  handoverDigest: 'abc',
};
const props: ScleriteStackProps = {
  project: 'demo',
  admin: 'admin',
  keys: [{ name: 'ada', publicKey: 'ssh-ed25519 AAAA ada', fingerprint: 'SHA256:abcdefghijklmnopqrstuvwxyz' }],
  servers: [plan],
  stateFile: '/state/terraform.tfstate',
  knownHostsOf: (name) => `/state/servers/${name}/known_hosts`,
  root: '/kit',
  configFile: '/kit/sclerite.config.ts',
};
const synth = (changes: Partial<ScleriteStackProps> = {}) =>
  JSON.parse(Testing.synth(new ScleriteStack(Testing.app(), 'sclerite', { ...props, ...changes })));
const countOf = (stack: { resource: Record<string, object> }) =>
  Object.fromEntries(Object.entries(stack.resource).map(([type, all]) => [type, Object.keys(all).length]));

describe('the one stack', () => {
  it('is the same on every synth', () => {
    expect(synth()).toEqual(synth());
  });

  it('holds no token, no endpoint and no secret', () => {
    const { provider, terraform, output } = synth();
    expect({ provider, terraform, output }).toMatchSnapshot();
  });

  it('makes only what is asked for', () => {
    expect(countOf(synth())).toEqual({
      hcloud_firewall: 1,
      hcloud_primary_ip: 2,
      hcloud_server: 1,
      hcloud_ssh_key: 1,
      terraform_data: 1,
    });
  });

  it('adds a volume and reverse DNS where the config has them', () => {
    const server = { ...gateway, volume: { size: 20 }, domain: 'gw.example.com' };
    expect(countOf(synth({ servers: [{ ...plan, server }] }))).toMatchObject({
      hcloud_volume: 1,
      hcloud_volume_attachment: 1,
      hcloud_rdns: 2,
    });
  });

  const records = {
    zone: 'example.com',
    exposure: {
      name: 'gw.example.com',
      authority: { directory: 'https://ca.example/dir', caa: 'ca.example' },
      challenge: 'http-01',
      account: 'https://ca.example/1',
    },
    isExposed: true,
  } as const;

  it('makes the records of a name in a zone, and hands the server over only then', () => {
    const { resource } = synth({ servers: [{ ...plan, records }] });
    expect(resource.hcloud_zone_rrset).toMatchSnapshot();
    const [handover] = Object.values<{ depends_on: string[] }>(resource.terraform_data);
    expect(handover?.depends_on).toEqual([
      'hcloud_zone_rrset.dns_gateway_a',
      'hcloud_zone_rrset.dns_gateway_aaaa',
      'hcloud_zone_rrset.dns_gateway_caa',
    ]);
  });

  it('says nothing about CAs for a server that is reached by the tunnel alone, and writes the zone itself as @', () => {
    const apex = { ...records, exposure: { ...records.exposure, name: 'example.com' }, isExposed: false };
    const made: Record<string, { name: string }> = synth({ servers: [{ ...plan, records: apex }] }).resource
      .hcloud_zone_rrset;
    expect(Object.entries(made).map(([id, { name }]) => [id, name])).toEqual([
      ['dns_gateway_a', '@'],
      ['dns_gateway_aaaa', '@'],
    ]);
  });

  it('gives each server its own firewall and addresses, and all of them the keys', () => {
    const servers = ['a', 'b', 'c'].map((name) => ({ ...plan, server: { ...gateway, name } }));
    expect(countOf(synth({ servers }))).toEqual({
      hcloud_firewall: 3,
      hcloud_primary_ip: 6,
      hcloud_server: 3,
      hcloud_ssh_key: 1,
      terraform_data: 3,
    });
  });

  it('keeps the addresses of its resources when a server is added before them', () => {
    const more = [{ ...plan, server: { ...gateway, name: 'another' } }, plan];
    expect(Object.keys(synth({ servers: more }).resource.hcloud_server)).toEqual(
      expect.arrayContaining(Object.keys(synth().resource.hcloud_server)),
    );
  });
});
