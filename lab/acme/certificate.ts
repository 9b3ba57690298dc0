import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from 'node:crypto';

import { Integer, OctetString, PrintableString, Utf8String } from 'asn1js';
import ipaddr from 'ipaddr.js';
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  type PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs';

const crypto = new CryptoEngine({ name: 'node', crypto: webcrypto });
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };

/** A certificate and its private key, both PEM; the key is PKCS#8. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A CA of its own: self-signed, ECDSA P-256. */
export async function makeAuthority(commonName: string, validity: Validity): Promise<KeyedCertificate> {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const subject = distinguishedName(commonName);
  const certificate = await newCertificate(subject, subject, validity, keys.publicKey);
  certificate.extensions = [
    extension('2.5.29.19', true, new BasicConstraints({ cA: true }).toSchema().toBER()),
    // RFC 5280, 4.2.1.3: bits 5 and 6, keyCertSign and cRLSign.
    extension('2.5.29.15', true, new Uint8Array([0x03, 0x02, 0x01, 0x06]).buffer),
    await keyIdentifier(certificate),
  ];
  await certificate.sign(keys.privateKey, 'SHA-256', crypto);
  return { certificate: pem(certificate), key: await exportKey(keys.privateKey) };
}

/**
 * A server's certificate for these names and addresses, with a new ECDSA P-256 key, signed by `issuer` (whose key may be
 * RSA as well). The dates are whatever the caller says, so it may be expired or not valid yet.
 */
export async function issueCertificate(
  issuer: KeyedCertificate,
  names: readonly [string, ...string[]],
  validity: Validity,
): Promise<KeyedCertificate> {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const authority = Certificate.fromBER(new X509Certificate(issuer.certificate).raw);
  const certificate = await newCertificate(distinguishedName(names[0]), authority.subject, validity, keys.publicKey);
  certificate.extensions = [
    extension('2.5.29.19', true, new BasicConstraints({ cA: false }).toSchema().toBER()),
    extension('2.5.29.15', true, new Uint8Array([0x03, 0x02, 0x07, 0x80]).buffer), // bit 0: digitalSignature
    extension('2.5.29.37', false, new ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.1'] }).toSchema().toBER()),
    extension('2.5.29.17', false, new GeneralNames({ names: names.map(generalName) }).toSchema().toBER()),
    await keyIdentifier(certificate),
    await authorityIdentifier(authority),
  ];
  await certificate.sign(await importSigner(issuer.key), 'SHA-256', crypto);
  return { certificate: pem(certificate), key: await exportKey(keys.privateKey) };
}

async function newCertificate(
  subject: RelativeDistinguishedNames,
  issuer: RelativeDistinguishedNames,
  { notBefore, notAfter }: Validity,
  publicKey: webcrypto.CryptoKey,
): Promise<Certificate> {
  const certificate = new Certificate();
  certificate.version = 2; // X.509 v3
  // RFC 5280, 4.1.2.2: positive, at most 20 octets.
  certificate.serialNumber = new Integer({ valueHex: new Uint8Array([0x01, ...randomBytes(15)]).buffer });
  certificate.subject = subject;
  certificate.issuer = issuer;
  certificate.notBefore = time(notBefore);
  certificate.notAfter = time(notAfter);
  await certificate.subjectPublicKeyInfo.importKey(publicKey, crypto);
  return certificate;
}

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050. */
function time(value: Date): Time {
  return new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

function distinguishedName(commonName: string): RelativeDistinguishedNames {
  const value = /^[A-Za-z0-9 .:-]*$/.test(commonName)
    ? new PrintableString({ value: commonName })
    : new Utf8String({ value: commonName });
  return new RelativeDistinguishedNames({ typesAndValues: [new AttributeTypeAndValue({ type: '2.5.4.3', value })] });
}

function generalName(name: string): GeneralName {
  if (!ipaddr.isValid(name)) return new GeneralName({ type: 2, value: name });
  const octets = new Uint8Array(ipaddr.parse(name).toByteArray());
  return new GeneralName({ type: 7, value: new OctetString({ valueHex: octets.buffer }) });
}

function extension(extnID: string, critical: boolean, extnValue: ArrayBuffer): Extension {
  return new Extension({ extnID, critical, extnValue });
}

async function keyIdentifier(certificate: Certificate): Promise<Extension> {
  const digest = await keyDigest(certificate.subjectPublicKeyInfo);
  return extension('2.5.29.14', false, new OctetString({ valueHex: digest }).toBER());
}

/** Repeats the issuer's own identifier where it has one: path builders compare the octets. */
async function authorityIdentifier(issuer: Certificate): Promise<Extension> {
  const own = issuer.extensions?.find(({ extnID }) => extnID === '2.5.29.14');
  const digest =
    own === undefined
      ? new Uint8Array(await keyDigest(issuer.subjectPublicKeyInfo))
      : new Uint8Array(own.extnValue.valueBlock.valueHexView.slice(2)); // an OCTET STRING of 20: tag and length go first
  // AuthorityKeyIdentifier ::= SEQUENCE { [0] IMPLICIT KeyIdentifier }
  const der = new Uint8Array([0x30, digest.length + 2, 0x80, digest.length, ...digest]);
  return extension('2.5.29.35', false, der.buffer);
}

/** RFC 5280, 4.2.1.2, method 1. */
function keyDigest({ subjectPublicKey }: PublicKeyInfo): Promise<ArrayBuffer> {
  return webcrypto.subtle.digest('SHA-1', new Uint8Array(subjectPublicKey.valueBlock.valueHexView));
}

async function importSigner(key: string): Promise<webcrypto.CryptoKey> {
  const parsed = createPrivateKey(key);
  const algorithm = parsed.asymmetricKeyType === 'rsa' ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : ECDSA;
  const der = parsed.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign']);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }).export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;
}

function pem(certificate: Certificate): string {
  return new X509Certificate(Buffer.from(certificate.toSchema().toBER())).toString();
}
