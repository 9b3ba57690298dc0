/**
 * PKCS#12 (RFC 7292): one file with a certificate and its key, as browsers and phones take it. Written here on asn1js and
 * node:crypto, because pkijs only does the modern scheme: WebCrypto knows no Triple-DES.
 */
import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import type { Probe } from './files.ts';
import { derOf } from './pem.ts';
import { pkcs12Key } from './pkcs12-key.ts';

/**
 * `modern`: AES-256-CBC under PBKDF2 with SHA-256, MAC with SHA-256: what OpenSSL 3 writes by default.
 * `legacy`: Triple-DES and SHA-1, the one scheme of the format's first years that Apple's importers take in every version.
 */
export type Scheme = 'modern' | 'legacy';

export interface Pkcs12Input extends Probe {
  /** Shown where one chooses among certificates. */
  readonly friendlyName: string;
  readonly password: string;
  readonly scheme: Scheme;
}

/** As OpenSSL: the password is random and long, so a slow derivation would protect nothing further. */
const ITERATIONS = 2048;
/** 8, not 16: macOS was seen to refuse a longer salt of the MAC. */
const SALT_BYTES = 8;

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha1: '1.3.14.3.2.26',
  pbeSha1TripleDes: '1.2.840.113549.1.12.1.3',
} as const;

/** DER. @throws when certificate or key are no PEM */
export function pkcs12({ cert, key, friendlyName, password, scheme }: Pkcs12Input): Uint8Array {
  const keyDer = derOf('PRIVATE KEY', key);
  if (keyDer === undefined) throw new Error('no PKCS#8 key in this PEM text');
  const certificate = new X509Certificate(cert).raw;
  const names = attributes(friendlyName, createHash('sha1').update(certificate).digest());
  const certificates = der(
    sequence(bag(OID.certBag, sequence(oid(OID.x509Certificate), explicit(octets(certificate))), names)),
  );
  const shrouded = encrypt(keyDer, password, scheme);
  const keys = der(sequence(bag(OID.shroudedKeyBag, sequence(shrouded.algorithm, octets(shrouded.bytes)), names)));
  const hidden = encrypt(certificates, password, scheme);
  const safe = der(sequence(encryptedContent(hidden), content(keys)));
  return new Uint8Array(der(sequence(int(3), content(safe), mac(safe, password, scheme))));
}

interface Encrypted {
  readonly algorithm: asn1js.Sequence;
  readonly bytes: Uint8Array;
}

function encrypt(plain: Uint8Array, password: string, scheme: Scheme): Encrypted {
  const salt = randomBytes(SALT_BYTES);
  if (scheme === 'legacy') {
    const derived = (purpose: 1 | 2, length: number) =>
      pkcs12Key({ hash: 'sha1', purpose, password, salt, iterations: ITERATIONS, length });
    const cipher = createCipheriv('des-ede3-cbc', derived(1, 24), derived(2, 8));
    return {
      algorithm: sequence(oid(OID.pbeSha1TripleDes), sequence(octets(salt), int(ITERATIONS))),
      bytes: Buffer.concat([cipher.update(plain), cipher.final()]),
    };
  }
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256'), iv);
  const derivation = sequence(octets(salt), int(ITERATIONS), sequence(oid(OID.hmacSha256), new asn1js.Null()));
  return {
    algorithm: sequence(
      oid(OID.pbes2),
      sequence(sequence(oid(OID.pbkdf2), derivation), sequence(oid(OID.aes256Cbc), octets(iv))),
    ),
    bytes: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
}

function mac(safe: Uint8Array, password: string, scheme: Scheme): asn1js.Sequence {
  const salt = randomBytes(SALT_BYTES);
  const [hash, length, algorithm] =
    scheme === 'legacy' ? (['sha1', 20, OID.sha1] as const) : (['sha256', 32, OID.sha256] as const);
  const key = pkcs12Key({ hash, purpose: 3, password, salt, iterations: ITERATIONS, length });
  const digest = createHmac(hash, key).update(safe).digest();
  return sequence(sequence(sequence(oid(algorithm), new asn1js.Null()), octets(digest)), octets(salt), int(ITERATIONS));
}

const content = (bytes: Uint8Array) => sequence(oid(OID.data), explicit(octets(bytes)));

function encryptedContent({ algorithm, bytes }: Encrypted): asn1js.Sequence {
  const hidden = new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: buffer(bytes) });
  return sequence(oid(OID.encryptedData), explicit(sequence(int(0), sequence(oid(OID.data), algorithm, hidden))));
}

const bag = (kind: string, value: asn1js.Sequence, names: asn1js.Set) => sequence(oid(kind), explicit(value), names);

/** A shared id is how an importer knows which certificate a key belongs to. */
function attributes(friendlyName: string, id: Uint8Array): asn1js.Set {
  const attribute = (kind: string, value: asn1js.AsnType) => sequence(oid(kind), new asn1js.Set({ value: [value] }));
  return new asn1js.Set({
    value: [
      attribute(OID.localKeyId, octets(id)),
      attribute(OID.friendlyName, new asn1js.BmpString({ value: friendlyName })),
    ],
  });
}

const sequence = (...value: asn1js.AsnType[]) => new asn1js.Sequence({ value });
const explicit = (value: asn1js.AsnType) =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [value] });
const oid = (value: string) => new asn1js.ObjectIdentifier({ value });
const int = (value: number) => new asn1js.Integer({ value });
const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: buffer(bytes) });
const buffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const der = (value: asn1js.AsnType): Uint8Array => new Uint8Array(value.toBER());
