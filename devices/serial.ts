import { randomBytes } from 'node:crypto';

/**
 * 16 random bytes as 32 upper-case hex digits, as OpenSSL and Node print them. The first two bits are 01: positive, and never
 * shorter, so one certificate has one spelling (RFC 5280, 4.1.2.2, allows up to 20 bytes).
 */
export function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex').toUpperCase();
}

/** What somebody typed or copied (`ab:cd:…`, lower case) in the spelling of the index; undefined: it is no serial. Pure. */
export function parseSerial(text: string): string | undefined {
  const digits = text.replaceAll(':', '').toUpperCase();
  return /^[4-7][0-9A-F]{31}$/.test(digits) ? digits : undefined;
}
