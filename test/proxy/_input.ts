import type { ProxyInput } from '../../proxy/nginx.ts';
import { declared as plain } from '../cloud-init/declared.ts';

/** A server with a name, behind a password or a device's certificate. */
export const input = (
  kind: 'tls' | 'mtls',
  more: Partial<ProxyInput['exposure']> = {},
  controlUi = false,
): ProxyInput => ({
  exposure: {
    kind,
    name: 'gw.example.com',
    authority: { directory: 'https://ca.example.com/acme/directory' },
    challenge: 'http-01',
    profile: 'intermediate',
    ...(kind === 'mtls' ? { devices: { ca: 'the CA\n', crl: 'the list\n' } } : {}),
    ...more,
  },
  port: 18_789,
  controlUi,
});

export const declared = (...words: Parameters<typeof input>) => {
  const { exposure, controlUi } = input(...words);
  return { ...plain, exposure, openclaw: { ...plain.openclaw, controlUi, publicName: exposure.name } };
};
