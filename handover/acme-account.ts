import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import { certbotDirectory } from '../proxy/paths.ts';

/** The project's account at a CA, made on the operator's machine so that it outlives every server. */
export interface AcmeAccount {
  /** The CA's directory URL. */
  readonly directory: string;
  /** The account's URL (RFC 8555, 7.3). */
  readonly url: string;
  /** Its private key; EC P-256 or RSA. */
  readonly key: JsonWebKey;
}

export interface AccountFile {
  readonly path: string;
  readonly content: string;
}

/**
 * The account as certbot 4.0 keeps it: a folder below the CA's address, named by the MD5 of the public key (certbot refuses to
 * load it under another name), with three files.
 */
export function certbotAccount({ directory, url, key }: AcmeAccount): readonly AccountFile[] {
  const { host, pathname } = new URL(directory);
  const publicKey = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const id = createHash('md5').update(publicKey).digest('hex');
  const folder = `${certbotDirectory}/accounts/${host}${pathname}/${id}`;
  const json = (name: string, value: unknown): AccountFile => ({
    path: `${folder}/${name}`,
    content: JSON.stringify(value),
  });
  return [
    json('private_key.json', onlyKey(key)),
    json('regr.json', { body: {}, uri: url }),
    // No date and no host of ours: the same account is the same bytes on every server.
    json('meta.json', { creation_dt: '1970-01-01T00:00:00Z', creation_host: 'sclerite' }),
  ];
}

/** What RFC 7518 says a private key is made of; certbot's parser knows nothing else. */
function onlyKey(key: JsonWebKey): JsonWebKey {
  const names = ['kty', 'crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi'] as const;
  return Object.fromEntries(names.filter((name) => key[name] !== undefined).map((name) => [name, key[name]]));
}
