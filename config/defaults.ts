/** What an option is when it is left out. Said once: the schema, `init` and the manual read it here. */
export const defaults = {
  project: 'sclerite',
  type: 'cx23',
  location: 'nbg1',
  image: 'debian-13',
  admin: 'admin',
  model: 'anthropic/claude-sonnet-4-6',
  port: 18_789,
  sshFrom: 'caller',
  keyExchange: 'post-quantum-first',
  egress: 'web',
  tls: {
    authority: { directory: 'https://acme-v02.api.letsencrypt.org/directory', caa: 'letsencrypt.org' },
    challenge: 'http-01',
    profile: 'intermediate',
    from: 'anywhere',
  },
} as const;
