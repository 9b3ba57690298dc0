import { defineFact, stdoutOf } from './fact.ts';

/** What the kernel drops for fail2ban, by jail: addresses as nft writes them. */
export type PacketBans = Readonly<Record<string, readonly string[]>>;

/** fail2ban's own table and sets: `addr-set-<jail>` for IPv4, `addr6-set-<jail>` for IPv6. */
const TABLE = 'f2b-table';

interface NftSet {
  readonly table: string;
  readonly name: string;
  readonly elem?: readonly (string | { readonly elem: { readonly val: string } })[];
}

/**
 * The elements of fail2ban's sets, as the kernel has them.
 *
 * Blind spot: that a rule looks into the set (see `nftRuleset`).
 */
export const packetBans = defineFact<PacketBans>({
  title: 'addresses that the kernel drops',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/sbin/nft', '-j', 'list', 'sets', 'inet'] }),
  parse(reading) {
    const { nftables } = JSON.parse(stdoutOf(reading)) as { nftables: readonly { readonly set?: NftSet }[] };
    const bans: Record<string, string[]> = {};
    for (const { set } of nftables) {
      const jail = set?.table === TABLE ? /^addr6?-set-(.+)$/.exec(set.name)?.[1] : undefined;
      if (set === undefined || jail === undefined) continue;
      bans[jail] = [
        ...(bans[jail] ?? []),
        ...(set.elem ?? []).map((element) => (typeof element === 'string' ? element : element.elem.val)),
      ];
    }
    return bans;
  },
});
