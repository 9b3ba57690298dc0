import ipaddr from 'ipaddr.js';
import type { Declared, PublicExposure } from './declared.ts';

/** One set of records. */
export interface DnsRecord {
  /** Full, lower case, without a final dot. */
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CAA' | 'PTR';
  /** In the words of a zone file; a set. */
  readonly values: readonly string[];
}

export interface Addresses {
  readonly ipv4: string | null;
  readonly ipv6: string | null;
}

/** What the world's DNS must say about an exposed server; [] for one that is not. Pure. */
export function dnsExpectation({ exposure }: Declared, addresses: Addresses): readonly DnsRecord[] {
  if (exposure === undefined) return [];
  return [...forwardRecords(exposure, addresses), ...reverseRecords(exposure.name, addresses)];
}

/** A, AAAA and CAA: what stands in the zone. The addresses may be words that stand for addresses that are not known yet. */
export function forwardRecords(
  exposure: Pick<PublicExposure, 'name' | 'authority' | 'challenge' | 'account'>,
  { ipv4, ipv6 }: Addresses,
): readonly DnsRecord[] {
  const { name } = exposure;
  const caa = caaValues(exposure);
  return [
    ...(ipv4 === null ? [] : [{ name, type: 'A', values: [ipv4] } as const]),
    ...(ipv6 === null ? [] : [{ name, type: 'AAAA', values: [ipv6] } as const]),
    ...(caa.length === 0 ? [] : [{ name, type: 'CAA', values: caa } as const]),
  ];
}

function reverseRecords(name: string, { ipv4, ipv6 }: Addresses): readonly DnsRecord[] {
  return [ipv4, ipv6].flatMap((address) =>
    address === null ? [] : [{ name: reverseName(address), type: 'PTR', values: [name] } as const],
  );
}

/**
 * RFC 8659, and RFC 8657 for the account and the method: even somebody who answers for this name at the CA for a moment gets
 * nothing without the account's key. No other CA, and no wildcard at all.
 */
function caaValues({
  authority,
  challenge,
  account,
}: Pick<PublicExposure, 'authority' | 'challenge' | 'account'>): readonly string[] {
  if (authority.caa === undefined) return [];
  const bound = account === undefined ? '' : `; accounturi=${account}`;
  return [`0 issue "${authority.caa}${bound}; validationmethods=${challenge}"`, '0 issuewild ";"'];
}

/** `192.0.2.1` → `1.2.0.192.in-addr.arpa`. */
function reverseName(address: string): string {
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return `${parsed.toByteArray().reverse().join('.')}.in-addr.arpa`;
  const nibbles = parsed.toByteArray().flatMap((byte) => [byte >> 4, byte & 15]);
  return `${nibbles
    .reverse()
    .map((nibble) => nibble.toString(16))
    .join('.')}.ip6.arpa`;
}

/** What of a set is missing in the answer, and what stands there instead. Order and spelling do not count. Pure. */
export function compareRecord(
  { type, values }: DnsRecord,
  found: readonly string[],
): { readonly missing: readonly string[]; readonly surplus: readonly string[] } {
  const [wanted, there] = [values, found].map((list) => list.map((value) => canonical(type, value)));
  return {
    missing: values.filter((value) => !there?.includes(canonical(type, value))),
    surplus: found.filter((value) => !wanted?.includes(canonical(type, value))),
  };
}

function canonical(type: DnsRecord['type'], value: string): string {
  if (type === 'CAA')
    return value
      .trim()
      .toLowerCase()
      .replaceAll(/\s*([;=])\s*/g, '$1')
      .replaceAll(/\s+/g, ' ');
  if (type === 'PTR') return value.toLowerCase().replace(/\.$/, '');
  return ipaddr.isValid(value) ? ipaddr.parse(value).toString() : value;
}
