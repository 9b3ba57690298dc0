import { generateKeyPairSync, type KeyObject, type webcrypto } from 'node:crypto';

/** ECDSA on P-256: the one curve that every browser, phone and keychain takes in a client certificate. */
export interface KeyPair {
  /** PKCS#8, PEM. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

export function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
  };
}

/** For pkijs, which signs with WebCrypto. @throws when it is no P-256 key */
export const signingKey = (key: KeyObject): Promise<webcrypto.CryptoKey> =>
  crypto.subtle.importKey(
    'pkcs8',
    Uint8Array.from(key.export({ type: 'pkcs8', format: 'der' })),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
