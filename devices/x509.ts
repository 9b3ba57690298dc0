/** Certificates and revocation lists, built. The keys, serials and times come from the caller. */
import { createHash, type webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CertificateRevocationList,
  Extension,
  Extensions,
  ExtKeyUsage,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  RevokedCertificate,
  Time,
} from 'pkijs';
import { derOf, pem } from './pem.ts';

/** RFC 5280 and its kin. */
const OID = {
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

/** The first bytes of a KeyUsage BIT STRING (RFC 5280, 4.2.1.3: bit 0 is the highest). */
const USAGE = { digitalSignature: { bits: 0x80, unused: 7 }, signer: { bits: 0x06, unused: 1 } } as const;

interface Span {
  /** Whole seconds; the rest is cut. */
  readonly from: Date;
  readonly until: Date;
}

export interface AuthorityInput extends Span {
  readonly name: string;
  readonly serial: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** The private half of `publicKey`. */
  readonly key: webcrypto.CryptoKey;
}

/** The root: signs certificates and lists, nothing below it may sign again. PEM. */
export async function buildAuthority(input: AuthorityInput): Promise<string> {
  const certificate = bare(input, input.publicKey);
  certificate.issuer = named(input.name);
  certificate.subject = named(input.name);
  const keyId = keyIdOf(certificate.subjectPublicKeyInfo);
  certificate.extensions = [
    extension(OID.basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema()),
    extension(OID.keyUsage, true, usage('signer')),
    extension(OID.subjectKeyIdentifier, false, new asn1js.OctetString({ valueHex: keyId })),
    extension(OID.authorityKeyIdentifier, false, authorityKeyId(keyId)),
  ];
  await certificate.sign(input.key, 'SHA-256');
  return pem('CERTIFICATE', certificate.toSchema().toBER());
}

export interface DeviceInput extends Span {
  /** Common name of the device. */
  readonly name: string;
  readonly serial: string;
  /** SubjectPublicKeyInfo of the device, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Who signs. */
export interface Signer {
  /** PEM of the CA's certificate. */
  readonly ca: string;
  readonly key: webcrypto.CryptoKey;
}

/** A certificate that proves one device to a server, and nothing else. PEM. */
export async function buildDevice(input: DeviceInput, { ca, key }: Signer): Promise<string> {
  const authority = parseCertificate(ca);
  const certificate = bare(input, input.publicKey);
  certificate.issuer = authority.subject;
  certificate.subject = named(input.name);
  certificate.extensions = [
    extension(OID.basicConstraints, true, new BasicConstraints({ cA: false }).toSchema()),
    extension(OID.keyUsage, true, usage('digitalSignature')),
    extension(OID.extendedKeyUsage, false, new ExtKeyUsage({ keyPurposes: [OID.clientAuth] }).toSchema()),
    extension(
      OID.subjectKeyIdentifier,
      false,
      new asn1js.OctetString({ valueHex: keyIdOf(certificate.subjectPublicKeyInfo) }),
    ),
    extension(OID.authorityKeyIdentifier, false, authorityKeyId(keyIdOf(authority.subjectPublicKeyInfo))),
  ];
  await certificate.sign(key, 'SHA-256');
  return pem('CERTIFICATE', certificate.toSchema().toBER());
}

export interface RevokedEntry {
  readonly serial: string;
  readonly at: Date;
}

export interface ListInput extends Span {
  /** RFC 5280, 5.2.3: grows with every list. */
  readonly number: number;
  readonly revoked: readonly RevokedEntry[];
}

/** A version 2 revocation list. PEM. */
export async function buildList({ number, from, until, revoked }: ListInput, { ca, key }: Signer): Promise<string> {
  const authority = parseCertificate(ca);
  const list = new CertificateRevocationList();
  list.version = 1; // v2
  list.issuer = authority.subject;
  list.thisUpdate = time(from);
  list.nextUpdate = time(until);
  // An empty list must not be there at all (5.1.2.6).
  if (revoked.length > 0) {
    list.revokedCertificates = revoked.map(
      ({ serial, at }) => new RevokedCertificate({ userCertificate: integer(serial), revocationDate: time(at) }),
    );
  }
  list.crlExtensions = new Extensions({
    extensions: [
      extension(OID.authorityKeyIdentifier, false, authorityKeyId(keyIdOf(authority.subjectPublicKeyInfo))),
      extension(OID.crlNumber, false, new asn1js.Integer({ value: number })),
    ],
  });
  await list.sign(key, 'SHA-256');
  return pem('X509 CRL', list.toSchema(true).toBER());
}

export interface ParsedList {
  /** undefined: the list carries none. */
  readonly number: number | undefined;
  readonly until: Date | undefined;
  readonly revoked: readonly RevokedEntry[];
}

/** What a list says, when it is one and this CA signed it; else undefined. */
export async function parseList(text: string, ca: string): Promise<ParsedList | undefined> {
  const der = derOf('X509 CRL', text);
  if (der === undefined) return undefined;
  const list = attempt(() => CertificateRevocationList.fromBER(der.buffer));
  if (list === undefined || !(await list.verify({ issuerCertificate: parseCertificate(ca) }))) return undefined;
  const number = list.crlExtensions?.extensions.find(({ extnID }) => extnID === OID.crlNumber)?.parsedValue;
  return {
    number: number instanceof asn1js.Integer ? number.valueBlock.valueDec : undefined,
    until: list.nextUpdate?.value,
    revoked: (list.revokedCertificates ?? []).map(({ userCertificate, revocationDate }) => ({
      serial: Buffer.from(userCertificate.valueBlock.valueHexView).toString('hex').toUpperCase(),
      at: revocationDate.value,
    })),
  };
}

/** @throws when it is no certificate */
function parseCertificate(text: string): Certificate {
  const der = derOf('CERTIFICATE', text);
  if (der === undefined) throw new Error('no certificate in this PEM text');
  return Certificate.fromBER(der.buffer);
}

function bare({ serial, from, until }: Span & { serial: string }, publicKey: Uint8Array<ArrayBuffer>): Certificate {
  const certificate = new Certificate();
  certificate.version = 2; // v3
  certificate.serialNumber = integer(serial);
  certificate.notBefore = time(from);
  certificate.notAfter = time(until);
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(publicKey.buffer);
  return certificate;
}

const named = (commonName: string) =>
  new RelativeDistinguishedNames({
    typesAndValues: [
      new AttributeTypeAndValue({ type: OID.commonName, value: new asn1js.Utf8String({ value: commonName }) }),
    ],
  });

const integer = (serial: string) =>
  new asn1js.Integer({ valueHex: Uint8Array.from(Buffer.from(serial, 'hex')).buffer });

/** UTCTime to 2049, GeneralizedTime from 2050 on (RFC 5280, 4.1.2.5). */
const time = (value: Date) =>
  new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value: new Date(Math.floor(value.getTime() / 1000) * 1000) });

const usage = (kind: keyof typeof USAGE) =>
  new asn1js.BitString({ valueHex: Uint8Array.of(USAGE[kind].bits).buffer, unusedBits: USAGE[kind].unused });

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }) =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

const authorityKeyId = (keyId: ArrayBuffer) =>
  new AuthorityKeyIdentifier({ keyIdentifier: new asn1js.OctetString({ valueHex: keyId }) }).toSchema();

/** RFC 7093, 2, method 1: the leftmost 160 bits of the SHA-256 of the key's bits. */
function keyIdOf({ subjectPublicKey }: PublicKeyInfo): ArrayBuffer {
  const hash = createHash('sha256').update(subjectPublicKey.valueBlock.valueHexView).digest();
  return Uint8Array.from(hash.subarray(0, 20)).buffer;
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined; // not of this kind; the caller says so
  }
}
