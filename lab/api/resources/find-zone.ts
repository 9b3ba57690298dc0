import { ApiError, conflictOf } from '../errors.ts';
import { type RrsetRecord, rrsets, type ZoneRecord, zones } from '../records.ts';
import type { Store } from '../store.ts';

/** By id or by name: paths take both. */
export function knownZone(store: Store, idOrName: string): ZoneRecord | undefined {
  const byName = store.derived(
    'zones by name',
    () => new Map([...zones(store).all()].map((zone) => [zone.name, zone])),
  );
  return (/^\d+$/.test(idOrName) ? zones(store).get(Number(idOrName)) : undefined) ?? byName.get(idOrName);
}

/** @throws ApiError 404, also for a zone of another project: a token sees its own only */
export function findZone(store: Store, idOrName: string): ZoneRecord {
  const zone = knownZone(store, idOrName);
  if (zone === undefined) throw new ApiError(404, 'not_found', `zone '${idOrName}' not found`);
  return zone;
}

/** @throws ApiError 404, 422 incorrect_zone_mode: the records of a secondary zone belong to its primary nameservers */
export function findPrimaryZone(store: Store, idOrName: string): ZoneRecord {
  const zone = findZone(store, idOrName);
  if (zone.mode !== 'primary') throw incorrectMode(zone);
  return zone;
}

export const incorrectMode = (zone: ZoneRecord): ApiError =>
  conflictOf('incorrect_zone_mode', `this operation is not supported for a zone in ${zone.mode} mode`);

export function rrsetsOf(store: Store, zone: ZoneRecord): readonly RrsetRecord[] {
  const byZone = store.derived('rrsets by zone', () => Map.groupBy(rrsets(store).all(), (rrset) => rrset.zone));
  return byZone.get(zone.id) ?? [];
}
