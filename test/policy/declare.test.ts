import { describe, expect, it } from 'vitest';
import type { Config, SshSources } from '../../config/config.ts';
import { defaults } from '../../config/defaults.ts';
import { ANYWHERE, declare } from '../../policy/declare.ts';

const config = (from: SshSources): Config => ({
  project: 'demo',
  servers: [{ name: 'gateway', type: 'cx23', location: 'nbg1', image: 'debian-13', labels: {}, exposure: 'tunnel' }],
  admin: 'admin',
  operators: [{ name: 'ada', publicKey: 'ssh-ed25519 AAAA ada', identityFile: '/home/ada/.ssh/id' }],
  auditors: ['ssh-ed25519 BBBB ci'],
  ssh: { from, keyExchange: 'post-quantum-first' },
  egress: 'web',
  egressPorts: [],
  tls: defaults.tls,
  openclaw: {
    model: 'anthropic/claude-sonnet-4-6',
    port: 18_999,
    channels: {},
    tools: { allow: [] },
    controlUi: false,
  },
  secrets: { telegram: { env: 'T' }, anthropic: { env: 'A' } },
  suppressions: [],
  extraCaCertificates: [],
});
const known = { caller: ['198.51.100.7/32', '2001:db8::7/128'], pinnedHostKeys: ['ssh-ed25519 CCCC'] };

describe('what is declared about a server', () => {
  it.each([
    // A caller's address moves: only the cloud, which can be changed without a login, enforces it.
    { when: 'SSH is for the caller', from: 'caller' as const, sources: known.caller, hostSources: ANYWHERE },
    { when: 'SSH is for anybody', from: 'anywhere' as const, sources: ANYWHERE, hostSources: ANYWHERE },
    {
      when: 'SSH is for a block',
      from: ['203.0.113.0/24'],
      sources: ['203.0.113.0/24'],
      hostSources: ['203.0.113.0/24'],
    },
  ])('opens port 22 alone, when $when', ({ from, sources, hostSources }) => {
    expect(declare(config(from), 'gateway', known).ingress).toEqual([
      { protocol: 'tcp', port: 22, purpose: 'SSH', sources, hostSources },
    ]);
  });

  it.each([
    { when: 'the profile is open', change: { egress: 'open' as const }, then: undefined },
    { when: 'nothing unusual is declared', change: {}, then: { ports: [] } },
    { when: 'ports are named, some known already', change: { egressPorts: [443, 8443] }, then: { ports: [8443] } },
    {
      when: 'the registry has a port of its own',
      change: { openclaw: { ...config('caller').openclaw, registry: 'https://registry.example.com:4873/' } },
      then: { ports: [4873] },
    },
  ])('lets root out to $then, when $when', ({ change, then }) => {
    expect(declare({ ...config('caller'), ...change }, 'gateway', known).egress).toEqual(then);
  });

  it('names secrets and never where they come from', () => {
    const declared = declare(config('caller'), 'gateway', known);
    expect(declared.openclaw.secrets).toEqual(['anthropic', 'telegram']);
    expect(JSON.stringify(declared)).not.toContain('"T"');
    expect(JSON.stringify(declared)).not.toContain('/home/ada');
  });

  it('keeps the token for the zone from OpenClaw', () => {
    const { secrets } = declare(
      { ...config('caller'), secrets: { dns: { env: 'D' }, anthropic: { env: 'A' } } },
      'gateway',
      known,
    ).openclaw;
    expect(secrets).toEqual(['anthropic']);
  });

  it('probes the gateway from outside, whatever its port', () => {
    const { probedPorts } = declare(config('caller'), 'gateway', known);
    expect(probedPorts).toContain(18_999);
    expect(probedPorts).toContain(22);
    expect(new Set(probedPorts).size).toBe(probedPorts.length);
  });

  it('does not know servers that are not in the config', () => {
    expect(() => declare(config('caller'), 'gatway', known)).toThrow(/gatway/);
  });
});
