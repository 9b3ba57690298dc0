/** What is read of a certificate revocation list (RFC 5280, 5.1). */
export interface RevocationList {
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds after which nobody may rely on it, and nginx refuses every device. */
  readonly nextAt: number;
  /** Serial numbers, hexadecimal, lower case. */
  readonly revoked: readonly string[];
}

interface Item {
  readonly tag: number;
  readonly body: Buffer;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

/**
 * Reads a list; its signature is not checked, which is nginx's business.
 *
 * @param text PEM
 * @throws Error for anything that is not a list with a next update
 */
export function readRevocationList(text: string): RevocationList {
  const base64 = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/.exec(text)?.[1];
  if (base64 === undefined) throw new Error('this is no certificate revocation list in PEM');
  const [list] = items(Buffer.from(base64, 'base64'));
  const [signed] = items(expect(list, SEQUENCE));
  const fields = items(expect(signed, SEQUENCE));
  // version (only in v2), signature, issuer, thisUpdate, nextUpdate, revokedCertificates, extensions
  const from = fields[0]?.tag === INTEGER ? 1 : 0;
  const [, , issued, next, revoked] = fields.slice(from);
  return {
    issuedAt: timeOf(issued),
    nextAt: timeOf(next),
    revoked: revoked?.tag === SEQUENCE ? items(revoked.body).map(serialOf) : [],
  };
}

const serialOf = (entry: Item): string =>
  expect(items(expect(entry, SEQUENCE))[0], INTEGER)
    .toString('hex')
    .replace(/^(00)+(?=.)/, '');

function expect(item: Item | undefined, tag: number): Buffer {
  if (item?.tag !== tag) throw new Error(`the revocation list is damaged: wanted tag ${tag}, found ${item?.tag}`);
  return item.body;
}

function timeOf(item: Item | undefined): number {
  const text = item?.body.toString('latin1') ?? '';
  const match = /^(\d{2,4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match || (item?.tag !== UTC_TIME && item?.tag !== GENERALIZED_TIME)) {
    throw new Error('the revocation list does not say when it was made, and when the next one comes');
  }
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // RFC 5280, 4.1.2.5.1: two digits mean 1950 to 2049.
  const full = item.tag === GENERALIZED_TIME ? year : year + (year < 50 ? 2000 : 1900);
  return Date.UTC(full, month - 1, day, hour, minute, second) / 1000;
}

/** The items of DER that follow each other. */
function items(der: Buffer): Item[] {
  const found: Item[] = [];
  let at = 0;
  while (at < der.length) {
    const tag = der.readUInt8(at);
    let length = der.readUInt8(at + 1);
    at += 2;
    if (length > 0x7f) {
      const bytes = length & 0x7f;
      length = der.readUIntBE(at, bytes);
      at += bytes;
    }
    if (at + length > der.length) throw new Error('the revocation list ends in the middle');
    found.push({ tag, body: der.subarray(at, at + length) });
    at += length;
  }
  return found;
}
