import type { Declared } from '../../policy/declared.ts';

/** A server as the smallest config declares it. */
export const declared: Declared = {
  server: 'gateway',
  admin: 'admin',
  operatorKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ada@laptop'],
  auditorKeys: [],
  ingress: [
    { protocol: 'tcp', port: 22, sources: ['198.51.100.7/32'], hostSources: ['0.0.0.0/0', '::/0'], purpose: 'SSH' },
  ],
  openclaw: {
    port: 18_789,
    model: 'anthropic/claude-sonnet-4-6',
    channels: {},
    tools: { allow: [] },
    controlUi: false,
    secrets: ['anthropic'],
  },
  extraCaCertificates: [],
  pinnedHostKeys: [],
  probedPorts: [22, 18_789],
};

/** Stands where the throwaway key does: no key, so that no test holds one. */
export const key = {
  hostKeyPrivate: '-----BEGIN OPENSSH PRIVATE KEY-----\nnot a key\n-----END OPENSSH PRIVATE KEY-----\n',
  hostKeyPublic: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB',
};
