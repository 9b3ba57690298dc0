import type { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { CloudFirewall } from '../../stacks/cloud-firewall.ts';
import { DataVolume } from '../../stacks/data-volume.ts';
import { Handover } from '../../stacks/handover.ts';
import { HardenedServer } from '../../stacks/hardened-server.ts';
import { OperatorKeys } from '../../stacks/operator-keys.ts';
import { PublicAddresses } from '../../stacks/public-addresses.ts';
import { ReverseDns } from '../../stacks/reverse-dns.ts';
import { resourcesOf } from './synth.ts';

const project = 'demo';
const key = {
  name: 'ada@laptop',
  publicKey: 'ssh-ed25519 AAAA ada@laptop',
  fingerprint: 'SHA256:j7rKJW1D3ziAdPAGa/ap0yYa2REdcRHTg0qFC745iE8',
};
const ssh = {
  protocol: 'tcp',
  port: 22,
  sources: ['198.51.100.7/32'],
  hostSources: ['0.0.0.0/0', '::/0'],
  purpose: 'SSH',
} as const;

function server(scope: Construct): { server: HardenedServer; addresses: PublicAddresses } {
  const addresses = new PublicAddresses(scope, 'Addresses', { project, server: 'gateway', location: 'nbg1' });
  const built = new HardenedServer(scope, 'Host', {
    project,
    server: {
      name: 'gateway',
      type: 'cx23',
      location: 'nbg1',
      image: 'debian-13',
      labels: { team: 'ops' },
      exposure: 'tunnel',
    },
    keys: new OperatorKeys(scope, 'Operators', { project, keys: [key] }),
    firewall: new CloudFirewall(scope, 'Firewall', { project, server: 'gateway' }),
    addresses,
    userDataFile: '/state/servers/gateway/user-data',
  });
  return { server: built, addresses };
}

describe('operator keys', () => {
  it('are made once each, named after their owner', () => {
    expect(resourcesOf((scope) => new OperatorKeys(scope, 'Operators', { project, keys: [key] }))).toMatchSnapshot();
  });

  it('keep their place when the list is reordered, so that nothing is replaced', () => {
    const other = { name: 'grace', publicKey: 'ssh-ed25519 BBBB', fingerprint: 'SHA256:zzzzzzzzzzzzzzzzzzzzzzz' };
    const order = (keys: (typeof key)[]) =>
      resourcesOf((scope) => new OperatorKeys(scope, 'Operators', { project, keys }));
    expect(order([other, key])).toEqual(order([key, other]));
  });

  it('that the project has from elsewhere are used and not made again', () => {
    let ids: readonly string[] = [];
    const made = resourcesOf((scope) => {
      ids = new OperatorKeys(scope, 'Operators', { project, keys: [{ ...key, existingId: 42 }] }).ids;
    });
    expect(made).toEqual({});
    expect(ids).toEqual(['42']);
  });
});

describe('the cloud firewall', () => {
  it('always keeps a rule, because the provider does not notice that the last one is gone', () => {
    expect(
      resourcesOf((scope) => new CloudFirewall(scope, 'Firewall', { project, server: 'gateway' })),
    ).toMatchSnapshot();
  });

  it('lets in what it is told, from where it is told', () => {
    const made = resourcesOf((scope) => {
      const firewall = new CloudFirewall(scope, 'Firewall', { project, server: 'gateway' });
      firewall.allow(ssh);
      firewall.allow({ ...ssh, protocol: 'udp', port: 51_820, purpose: 'WireGuard' });
    });
    const [firewall] = Object.values(made.hcloud_firewall as Record<string, { rule: unknown[] }>);
    expect(firewall?.rule).toEqual([
      expect.objectContaining({ protocol: 'icmp' }),
      { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['198.51.100.7/32'], description: 'SSH' },
      { direction: 'in', protocol: 'udp', port: '51820', source_ips: ['198.51.100.7/32'], description: 'WireGuard' },
    ]);
  });
});

it('addresses outlive their server', () => {
  expect(
    resourcesOf((scope) => new PublicAddresses(scope, 'Addresses', { project, server: 'gateway', location: 'nbg1' })),
  ).toMatchSnapshot();
});

describe('a server', () => {
  const host = resourcesOf((scope) => void server(scope)).hcloud_server as Record<string, Record<string, unknown>>;
  const [resource] = Object.values(host);

  it('is born behind its firewall, on its own addresses, with its keys', () => expect(resource).toMatchSnapshot());

  it('gets its user data by reference, so that no text of it is in the synthesized stack', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
    expect(resource?.user_data).toBe('${file("/state/servers/gateway/user-data")}');
  });

  it('is never replaced because of its user data or keys', () => {
    expect(resource?.lifecycle).toEqual({ ignore_changes: ['user_data', 'ssh_keys'] });
  });
});

it('a volume belongs to the location and is attached to its server', () => {
  const made = resourcesOf((scope) => {
    new DataVolume(scope, 'Volume', { project, server: 'gateway', location: 'nbg1', size: 20 }).attachTo(
      server(scope).server,
    );
  });
  expect({ volume: made.hcloud_volume, attachment: made.hcloud_volume_attachment }).toMatchSnapshot();
});

it('reverse DNS names both addresses of the server', () => {
  expect(
    resourcesOf((scope) => new ReverseDns(scope, 'ReverseDns', { domain: 'gw.example.com', ...server(scope) }))
      .hcloud_rdns,
  ).toMatchSnapshot();
});

it('handover runs again when the server or what is wanted changes', () => {
  const made = resourcesOf((scope) => {
    new Handover(scope, 'Handover', {
      name: 'gateway',
      server: server(scope).server,
      digest: 'abc',
      root: '/kit',
      configFile: '/kit/sclerite.config.ts',
    });
  });
  expect(made.terraform_data).toMatchSnapshot();
});
