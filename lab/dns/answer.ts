/** What the lab's name server says by itself about a name. Pure. */
import { ancestors, type LabNames, type Rrset, type Zone, zoneOf } from './names.ts';
import type { RecordData } from './record-data.ts';
import { answerReverse } from './reverse.ts';

/** RFC 1035, section 4.1.1. */
export const rcodes = { ok: 0, formatError: 1, serverFailure: 2, noName: 3, notImplemented: 4, refused: 5 } as const;

export type NamedRecord = RecordData & { readonly name: string; readonly ttl: number };

export interface Finding {
  readonly rcode: number;
  /** False for a referral to the servers of a delegated part. */
  readonly isAuthoritative: boolean;
  readonly answers: readonly NamedRecord[];
  readonly authorities: readonly NamedRecord[];
  /** An alias led here, to a name that others know. */
  readonly continueAt?: string;
}

/** Longer chains of aliases are a loop or a mistake. */
const mostAliases = 8;

/** Nobody outside knows names below these (RFC 6761, sections 6.2 and 6.4), so nobody outside is asked. */
const privateSuffixes = new Set(['test', 'invalid']);

const nameserverTtl = 3600;

/**
 * @param asked the name as it was asked for, in any case
 * @param type `A`, `UNKNOWN_65`, …
 * @returns undefined: not the lab's; whoever the host asks may know
 */
export function findAnswer(names: LabNames, asked: string, type: string): Finding | undefined {
  const name = asked.toLowerCase().replace(/\.$/, '');
  const zone = zoneOf(names, name);
  if (zone !== undefined) {
    return ['AXFR', 'IXFR'].includes(type) ? said(rcodes.refused) : inZones(names, zone, name, type);
  }
  const address = names.nameservers.get(name);
  if (address !== undefined) {
    return type === 'A' ? said(rcodes.ok, [{ name, ttl: nameserverTtl, type: 'A', data: address }]) : said(rcodes.ok);
  }
  const reverse = answerReverse(names, name, type);
  if (reverse !== undefined) return reverse;
  return privateSuffixes.has(name.split('.').at(-1) ?? '') ? said(rcodes.noName) : undefined;
}

const said = (
  rcode: number,
  answers: readonly NamedRecord[] = [],
  authorities: readonly NamedRecord[] = [],
): Finding => ({
  rcode,
  isAuthoritative: true,
  answers,
  authorities,
});

function inZones(names: LabNames, first: Zone, asked: string, type: string): Finding {
  const answers: NamedRecord[] = [];
  let zone = first;
  let name = asked;
  for (let aliases = 0; aliases < mostAliases; aliases++) {
    if (!zone.isServed) return { ...said(rcodes.serverFailure), isAuthoritative: false };
    const cut = delegation(zone, name);
    if (cut !== undefined) return { ...said(rcodes.ok, answers, cut), isAuthoritative: false };
    const types = zone.owners.get(name) ?? wildcard(zone, name);
    if (types === undefined) {
      return said(zone.betweens.has(name) ? rcodes.ok : rcodes.noName, answers, negative(zone));
    }
    const alias = type === 'CNAME' || type === 'ANY' ? undefined : types.get('CNAME');
    if (alias === undefined) {
      const chosen = type === 'ANY' ? [...types.values()] : [types.get(type)].filter((rrset) => rrset !== undefined);
      const found = chosen.flatMap((rrset) => records(name, rrset));
      return said(rcodes.ok, [...answers, ...found], found.length === 0 ? negative(zone) : []);
    }
    answers.push(...records(name, alias));
    const target = alias.data[0]?.data as string;
    const next = zoneOf(names, target);
    if (next === undefined) return { ...said(rcodes.ok, answers), continueAt: target };
    [zone, name] = [next, target];
  }
  return { ...said(rcodes.serverFailure), isAuthoritative: false };
}

const records = (name: string, { ttl, data }: Rrset): NamedRecord[] => data.map((one) => ({ ...one, name, ttl }));

/** The NS records that give this name, or one above it, to other servers. The zone's own are no such thing. */
function delegation(zone: Zone, name: string): NamedRecord[] | undefined {
  for (const cut of [name, ...ancestors(name, zone.name)]) {
    const rrset = cut === zone.name ? undefined : zone.owners.get(cut)?.get('NS');
    if (rrset !== undefined) return records(cut, rrset);
  }
  return undefined;
}

/** `*.zone` stands for names that do not exist, below the nearest one that does (RFC 4592, section 3.3). */
function wildcard(zone: Zone, name: string): ReadonlyMap<string, Rrset> | undefined {
  if (zone.betweens.has(name)) return undefined;
  const encloser = ancestors(name, zone.name).find((one) => zone.owners.has(one) || zone.betweens.has(one));
  return encloser === undefined ? undefined : zone.owners.get(`*.${encloser}`);
}

/** How long "there is no such record" holds: the SOA, by RFC 2308 with the smaller of its TTL and its last field. */
function negative(zone: Zone): NamedRecord[] {
  const soa = zone.owners.get(zone.name)?.get('SOA');
  if (soa === undefined) return [];
  return records(zone.name, soa).map((one) =>
    one.type === 'SOA' ? { ...one, ttl: Math.min(one.ttl, one.data.minimum ?? one.ttl) } : one,
  );
}
