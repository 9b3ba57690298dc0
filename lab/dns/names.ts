/** Everything the lab's name server knows by itself. Names are lower case and without a dot at the end. */
import { parseRange, type Range } from '../api/cidr.ts';
import { primaryIps, zones } from '../api/records.ts';
import { rrsetsOf } from '../api/resources/find-zone.ts';
import { pointersOf } from '../api/resources/primary-ips.ts';
import { recordsOf } from '../api/resources/zone-rrsets.ts';
import { assignedNameservers } from '../api/resources/zones.ts';
import type { Store } from '../api/store.ts';
import { ownerName } from '../api/zone-names.ts';
import { parseRecord, type RecordData } from './record-data.ts';

export interface Rrset {
  /** Seconds. */
  readonly ttl: number;
  readonly data: readonly RecordData[];
}

export interface Zone {
  readonly name: string;
  /** A secondary zone comes from servers that the lab does not ask: it exists, and nobody can be told what is in it. */
  readonly isServed: boolean;
  /** Owner name -> type -> records. */
  readonly owners: ReadonlyMap<string, ReadonlyMap<string, Rrset>>;
  /** Names without records of their own that have some below them (RFC 4592, section 2.2.2), and the zone itself. */
  readonly betweens: ReadonlySet<string>;
}

export interface LabNames {
  readonly zones: ReadonlyMap<string, Zone>;
  /** The lab's addresses: it answers for their reverse names, whether there is one or not. */
  readonly ranges: readonly Range[];
  /** Address in its canonical form -> its reverse name. */
  readonly pointers: ReadonlyMap<string, string>;
  /** Host names of Hetzner's nameservers, and where their stand-in listens. */
  readonly nameservers: ReadonlyMap<string, string>;
}

export interface NamesOptions {
  /** CIDRs of the servers' addresses. */
  readonly ranges: readonly string[];
  /** IPv4 address of the name server itself. */
  readonly address: string;
}

/** @returns what holds now; computed again after a change of the store, so that the next query sees it */
export function labNames(store: Store, { ranges, address }: NamesOptions): () => LabNames {
  const own = ranges.map((text) => {
    const range = parseRange(text);
    if (range === undefined) throw new Error(`the name server's range '${text}' is not a CIDR block`);
    return range;
  });
  const nameservers = new Map(assignedNameservers.map((name) => [name.slice(0, -1), address]));
  return () =>
    store.derived('names', () => ({
      zones: readZones(store),
      ranges: own,
      pointers: new Map([...primaryIps(store).all()].flatMap(pointersOf).map(({ ip, dns_ptr }) => [ip, dns_ptr])),
      nameservers,
    }));
}

function readZones(store: Store): Map<string, Zone> {
  return new Map(
    [...zones(store).all()].map((zone) => {
      const owners = new Map<string, Map<string, Rrset>>();
      for (const rrset of rrsetsOf(store, zone)) {
        const owner = ownerName(rrset.name, zone.name);
        const types = owners.get(owner) ?? new Map<string, Rrset>();
        owners.set(owner, types);
        const data = recordsOf(zone, rrset).map(({ value }) => parseRecord(rrset.type, value, zone.name));
        types.set(rrset.type, { ttl: rrset.ttl ?? zone.ttl, data });
      }
      const betweens = new Set([zone.name]);
      for (const owner of owners.keys()) for (const name of ancestors(owner, zone.name)) betweens.add(name);
      return [zone.name, { name: zone.name, isServed: zone.mode === 'primary', owners, betweens }];
    }),
  );
}

/** The names above this one, nearest first, down to the zone's own. */
export function ancestors(name: string, zone: string): string[] {
  const found: string[] = [];
  for (let at = name; at !== zone && at.includes('.'); ) {
    at = at.slice(at.indexOf('.') + 1);
    found.push(at);
  }
  return found;
}

/** The zone that this name is in. */
export function zoneOf(names: LabNames, name: string): Zone | undefined {
  for (const candidate of [name, ...ancestors(name, '')]) {
    const zone = names.zones.get(candidate);
    if (zone !== undefined) return zone;
  }
  return undefined;
}
