import ipaddr from 'ipaddr.js';
import { bad, good, type Read } from './problem.ts';

/** Below these a "block" is a continent: two of them are the whole internet without saying so. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

/**
 * One source of traffic in the one spelling that the Hetzner API and its provider leave alone: a canonical CIDR, lower case,
 * a single address as /32 or /128. (The provider rewrites anything else and then loses the firewall's rules: its issue 931.)
 */
export function readCidr(value: unknown): Read<string> {
  if (typeof value !== 'string')
    return bad('is no text: an address or a block is wanted.', 'for instance "198.51.100.7"');
  const text = value.trim();
  const [address = '', prefixText, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === undefined || rest.length > 0) {
    return bad('is no IP address and no block.', 'for instance "198.51.100.7" or "2001:db8::/32"');
  }
  const kind = parsed.kind();
  const bits = kind === 'ipv4' ? 32 : 128;
  const prefix = prefixText === undefined ? bits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (!(prefix <= bits)) return bad(`has a prefix that is not between 0 and ${bits}.`);
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress()) {
    return bad('is an IPv4 address inside an IPv6 one.', `write "${parsed.toIPv4Address()}"`);
  }
  const start = blockStart(parsed, prefix);
  if (start !== canonical(parsed)) {
    return bad(
      `is not the start of the block ${start}/${prefix}.`,
      `write "${start}/${prefix}", or "${canonical(parsed)}" alone`,
    );
  }
  if (prefix === 0) {
    return bad(
      'is the whole internet, and that must be spelled out.',
      "write ssh: { from: 'anywhere' } if you mean it",
    );
  }
  if (prefix < WIDEST[kind]) {
    return bad(
      `is wider than /${WIDEST[kind]}.`,
      "name your provider's blocks, or write ssh: { from: 'anywhere' } if you mean it",
    );
  }
  return good(`${canonical(parsed)}/${prefix}`);
}

/** An address as one CIDR; undefined: not an address. For the caller's own, found out at deploy. */
export function hostCidr(address: string): string | undefined {
  const parsed = parseAddress(address.trim());
  return parsed && `${canonical(parsed)}/${parsed.kind() === 'ipv4' ? 32 : 128}`;
}

/** A range that no packet from the internet comes from; undefined: public. */
export function privateRange(cidr: string): string | undefined {
  const range = parseAddress(cidr.split('/')[0] ?? '')?.range();
  return range && ['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'].includes(range)
    ? range
    : undefined;
}

/** Strict: four decimal parts without leading zeros, or IPv6 without a zone. ipaddr.js alone would take `0x7f.1` too. */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

function canonical(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

function blockStart(address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number): string {
  const cidr = `${canonical(address)}/${prefix}`;
  return address instanceof ipaddr.IPv6
    ? canonical(ipaddr.IPv6.networkAddressFromCIDR(cidr))
    : canonical(ipaddr.IPv4.networkAddressFromCIDR(cidr));
}
