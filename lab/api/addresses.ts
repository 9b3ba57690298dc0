/** Hands public addresses out. */
import { formatAddress, formatRange, parseRange, type Range } from './cidr.ts';
import { ApiError } from './errors.ts';
import type { Store } from './store.ts';

export interface AddressPool {
  /** CIDR the servers' IPv4 addresses come from, e.g. `198.18.0.0/15` (RFC 2544, never routed). */
  readonly ipv4: string;
  /** CIDR of at most 64 bits that is cut into one /64 per server, e.g. `2001:db8:5c1e::/48`. */
  readonly ipv6: string;
  /** CIDRs inside either that belong to somebody else: the host's own, the router's. @default none */
  readonly reserved?: readonly string[];
}

const perServer = { ipv4: 1n, ipv6: 1n << 64n } as const;

export class Addresses {
  readonly #store: Store;
  readonly #pools: { ipv4: Range; ipv6: Range };
  readonly #reserved: readonly Range[];

  /** @throws Error a range of the pool is not one */
  constructor(store: Store, pool: AddressPool) {
    this.#store = store;
    this.#pools = { ipv4: poolRange('ipv4', pool.ipv4), ipv6: poolRange('ipv6', pool.ipv6) };
    this.#reserved = (pool.reserved ?? []).map((text) => {
      const range = parseRange(text);
      if (range === undefined) throw new Error(`addressPool.reserved: '${text}' is not a CIDR block`);
      return range;
    });
  }

  /**
   * The next free address, or /64 as a CIDR. It walks on from the last one, so that an address that was given back is
   * the last to be handed out again: known-hosts entries and open connections have time to go.
   * @param used everything of this family that is taken
   * @throws ApiError 412 resource_unavailable when the pool is exhausted
   */
  take(family: 'ipv4' | 'ipv6', used: ReadonlySet<string>): string {
    const pool = this.#pools[family];
    const step = perServer[family];
    const count = (pool.last - pool.first + 1n) / step;
    const cursor = this.#store.cursor(family);
    let at = cursor === undefined ? 0n : BigInt(cursor) + 1n;
    for (let tried = 0n; tried < count; tried++, at++) {
      if (at >= count) at = 0n;
      const text = this.#candidate(family, pool.first + at * step);
      if (text === undefined || used.has(text)) continue;
      this.#store.setCursor(family, String(at));
      return text;
    }
    throw new ApiError(412, 'resource_unavailable', `no free ${family} address is left in ${formatRange(pool)}`);
  }

  #candidate(family: 'ipv4' | 'ipv6', value: bigint): string | undefined {
    const size = perServer[family];
    if (this.#reserved.some((range) => range.family === family && range.first < value + size && value <= range.last)) {
      return undefined;
    }
    if (family === 'ipv6') return `${formatAddress(family, value)}/64`;
    const lastByte = value & 0xffn; // .0 and .255 look like network and broadcast addresses to too many programs
    return lastByte === 0n || lastByte === 255n ? undefined : formatAddress(family, value);
  }
}

function poolRange(family: 'ipv4' | 'ipv6', text: string): Range {
  const range = parseRange(text);
  if (range?.family !== family || (family === 'ipv6' && range.prefix > 64)) {
    throw new Error(`addressPool.${family}: '${text}' is not a usable ${family} block`);
  }
  return range;
}
