/** Reverse names of the lab's addresses: `2.0.18.198.in-addr.arpa`. Pure. */
import { formatAddress, parseAddress, type Range } from '../api/cidr.ts';
import { type Finding, type NamedRecord, rcodes } from './answer.ts';
import type { LabNames } from './names.ts';

const ttlSeconds = 3600;

interface Block {
  readonly family: 'ipv4' | 'ipv6';
  /** Its lowest address, and how many there are. One: the name of a single address. */
  readonly first: bigint;
  readonly size: bigint;
}

/** The addresses whose reverse names are at or below this one; undefined for any other name. */
export function parseReverse(name: string): Block | undefined {
  const found = /^(.+)\.(in-addr|ip6)\.arpa$/.exec(name);
  const labels = found?.[1]?.split('.').reverse() ?? [];
  if (found?.[2] === 'in-addr') {
    if (labels.length > 4 || !labels.every((label) => /^(?:0|[1-9]\d{0,2})$/.test(label) && Number(label) < 256)) {
      return undefined;
    }
    const address = parseAddress([...labels, ...Array(4 - labels.length).fill('0')].join('.'));
    return address && { family: 'ipv4', first: address.value, size: 1n << BigInt(8 * (4 - labels.length)) };
  }
  if (found?.[2] === 'ip6') {
    if (labels.length > 32 || !labels.every((label) => /^[0-9a-f]$/.test(label))) return undefined;
    return {
      family: 'ipv6',
      first: BigInt(`0x${labels.join('').padEnd(32, '0')}`),
      size: 1n << BigInt(4 * (32 - labels.length)),
    };
  }
  return undefined;
}

/** @returns undefined when the name is none of the lab's addresses */
export function answerReverse(names: LabNames, name: string, type: string): Finding | undefined {
  const block = parseReverse(name);
  if (block === undefined) return undefined;
  const last = block.first + block.size - 1n;
  const range = names.ranges.find((one) => one.family === block.family && one.first <= block.first && last <= one.last);
  if (range === undefined) return undefined;
  const authorities = [soa(range)];
  const say = (rcode: number, answers: readonly NamedRecord[]): Finding => ({
    rcode,
    isAuthoritative: true,
    answers,
    authorities: answers.length === 0 ? authorities : [],
  });
  if (block.size > 1n) return say(rcodes.ok, type === 'SOA' && name === apex(range) ? authorities : []);
  const pointer = names.pointers.get(formatAddress(block.family, block.first));
  if (pointer === undefined) return say(rcodes.noName, []);
  const data = pointer.replace(/\.$/, '');
  return say(rcodes.ok, ['PTR', 'ANY'].includes(type) ? [{ name, ttl: ttlSeconds, type: 'PTR', data }] : []);
}

/** The name of the smallest reverse zone that holds the range. */
function apex({ family, first, prefix }: Range): string {
  if (family === 'ipv4') {
    const octets = formatAddress('ipv4', first)
      .split('.')
      .slice(0, Math.floor(prefix / 8));
    return [...octets.reverse(), 'in-addr.arpa'].join('.');
  }
  const nibbles = [...first.toString(16).padStart(32, '0')].slice(0, Math.floor(prefix / 4));
  return [...nibbles.reverse(), 'ip6.arpa'].join('.');
}

/** A reverse name that was just set is asked for at once: nobody is told to remember for long that there was none. */
const soa = (range: Range): NamedRecord => ({
  name: apex(range),
  ttl: 1,
  type: 'SOA',
  data: {
    mname: 'hydrogen.ns.hetzner.com',
    rname: 'dns.hetzner.com',
    serial: 1,
    refresh: 86_400,
    retry: 10_800,
    expire: 3_600_000,
    minimum: 1,
  },
});
