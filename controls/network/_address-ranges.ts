import ipaddr from 'ipaddr.js';

/**
 * A set of addresses as sorted, merged ranges, each written `first-last` in full: two lists that mean the same addresses compare
 * equal however they were cut (nft merges neighbouring blocks, the cloud does not).
 */
export type AddressRanges = readonly string[];

/** @param blocks CIDRs, single addresses, or `[first, last]` pairs @throws Error for text that is no address */
export function addressRanges(blocks: readonly (string | readonly [string, string])[]): AddressRanges {
  const spans = blocks
    .map(span)
    .sort((a, b) => a.bits - b.bits || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: Span[] = [];
  for (const next of spans) {
    const last = merged.at(-1);
    if (last && last.bits === next.bits && next.first <= last.last + 1n) {
      merged[merged.length - 1] = { ...last, last: next.last > last.last ? next.last : last.last };
    } else merged.push(next);
  }
  return merged.map(({ bits, first, last }) => `${text(first, bits)}-${text(last, bits)}`);
}

interface Span {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

function span(block: string | readonly [string, string]): Span {
  if (typeof block !== 'string') {
    const [first, last] = block.map(number) as [Numbered, Numbered];
    return { bits: first.bits, first: first.value, last: last.value };
  }
  const [address, length] = block.split('/') as [string, string?];
  const { bits, value } = number(address);
  const host = BigInt(bits - (length === undefined ? bits : Number(length)));
  const first = (value >> host) << host;
  return { bits, first, last: first + (1n << host) - 1n };
}

interface Numbered {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

function number(address: string): Numbered {
  const bytes = ipaddr.parse(address).toByteArray();
  return { bits: bytes.length === 4 ? 32 : 128, value: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) };
}

function text(value: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) =>
    Number((value >> BigInt(bits - 8 * (index + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

export const EVERYWHERE: AddressRanges = addressRanges(['0.0.0.0/0', '::/0']);
