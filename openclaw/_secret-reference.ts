import { runtimeFile, type SecretName } from './credentials.ts';

/** A SecretRef: the provider of the same name reads one file whose whole content is the value. */
export const fileReference = (name: SecretName) => ({ source: 'file', provider: name, id: 'value' });

/**
 * The entry of that provider under `secrets.providers`. It must be a private file of the gateway's own account: systemd's
 * credential itself (root's, with an ACL since systemd 257) is refused, hence the unit's copies.
 */
export const secretProvider = (name: SecretName) =>
  [name, { source: 'file', path: runtimeFile(name), mode: 'singleValue' }] as const;
