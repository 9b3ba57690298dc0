/** Address arithmetic over ipaddr.js: ranges as numbers, so that containment and overlap are comparisons. */
import ipaddr from 'ipaddr.js';

export interface Range {
  readonly family: 'ipv4' | 'ipv6';
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

const bitsOf = { ipv4: 32, ipv6: 128 } as const;

const numberOf = (bytes: readonly number[]): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** The address as a number, or `undefined` when the text is none. Only the four-part form of IPv4 counts. */
export function parseAddress(text: string): { family: 'ipv4' | 'ipv6'; value: bigint } | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return { family: 'ipv4', value: numberOf(ipaddr.IPv4.parse(text).toByteArray()) };
  }
  if (text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text)) {
    return { family: 'ipv6', value: numberOf(ipaddr.IPv6.parse(text).toByteArray()) };
  }
  return undefined;
}

/** The range of a CIDR, or `undefined` when it is none or has bits set behind its prefix. */
export function parseRange(text: string): Range | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const bits = bitsOf[parsed.family];
  const prefix = Number(length);
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  if (parsed.value % size !== 0n) return undefined;
  return { family: parsed.family, first: parsed.value, last: parsed.value + size - 1n, prefix };
}

/** The one way to write an address: dotted, or compressed lower-case IPv6. */
export function formatAddress(family: 'ipv4' | 'ipv6', value: bigint): string {
  const bytes: number[] = [];
  for (let shift = BigInt(bitsOf[family]) - 8n; shift >= 0n; shift -= 8n) bytes.push(Number((value >> shift) & 0xffn));
  return family === 'ipv4' ? new ipaddr.IPv4(bytes).toString() : new ipaddr.IPv6(bytes).toRFC5952String();
}

export const formatRange = (range: Range): string => `${formatAddress(range.family, range.first)}/${range.prefix}`;

export const holdsRange = (outer: Range, inner: Range): boolean =>
  outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;

export const overlap = (a: Range, b: Range): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;

export function holdsAddress(range: Range, address: string): boolean {
  const parsed = parseAddress(address);
  return parsed?.family === range.family && range.first <= parsed.value && parsed.value <= range.last;
}
