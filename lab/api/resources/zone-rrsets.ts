import { z } from 'zod';
import { parseRecord, RecordFault, rrsetTypes, unservedTypes } from '../../dns/record-data.ts';
import { type ActionRecord, actionView } from '../actions.ts';
import * as field from '../body.ts';
import type { Cloud } from '../cloud.ts';
import { ApiError, invalidInput, isProtected, notUnique } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { type ResourceRecord, type RrsetRecord, rrsets, type ZoneRecord } from '../records.ts';
import type { ApiRequest, Reply, Route } from '../router.ts';
import type { Store } from '../store.ts';
import { rrsetNameFault } from '../zone-names.ts';
import { findPrimaryZone, rrsetsOf } from './find-zone.ts';

/** Seconds. */
export const ttl = z.int().min(60, 'must be at least 60').max(2_147_483_647, 'must be at most 2147483647');

const mostRecords = 50;
const largestPage = 100;
const record = z.strictObject({ value: z.string(), comment: z.string().optional() });
const records = z.array(record).min(1, 'must not be empty').max(mostRecords, `must not have more than ${mostRecords}`);

export const rrsetBody = z.strictObject({
  name: z.string(),
  type: z.enum(rrsetTypes),
  ttl: ttl.nullish(),
  labels: field.labels.optional(),
  records,
});
export type RrsetWish = z.input<typeof rrsetBody>;

const updateBody = z.strictObject({ labels: field.labels.optional() });
const protectionBody = z.strictObject({ change: z.boolean().optional() });
const ttlBody = z.strictObject({ ttl: ttl.nullable() });
const recordsBody = z.strictObject({ records });
const addBody = z.strictObject({ records, ttl: ttl.nullish() });
const commentsBody = z.strictObject({
  records: z
    .array(z.strictObject({ value: z.string(), comment: z.string() }))
    .min(1)
    .max(mostRecords),
});

type Wished = z.output<typeof records>;

export function zoneRrsetRoutes(cloud: Cloud): Route[] {
  const { store, actions } = cloud;
  const pattern = '/zones/:zone/rrsets/:name/:type';
  const zoneOf = ({ params }: ApiRequest): ZoneRecord => findPrimaryZone(store, params.zone ?? '');

  const commands = {
    set_records: 'set_rrset_records',
    add_records: 'add_rrset_records',
    remove_records: 'remove_rrset_records',
    update_records: 'update_rrset_records',
    change_ttl: 'change_rrset_ttl',
    change_protection: 'change_rrset_protection',
  } as const;
  // As with zones: the change is there at once, its action only takes time.
  for (const command of ['create_rrset', 'delete_rrset', ...Object.values(commands)])
    actions.on(command, async () => {});
  const begin = (command: string, zone: ZoneRecord): ActionRecord =>
    actions.start(command, [{ type: 'zone', id: zone.id }], { locks: [] });

  const change = (
    verb: keyof typeof commands,
    handle: (zone: ZoneRecord, rrset: RrsetRecord, body: unknown) => void,
  ): Route => ({
    method: 'POST',
    pattern: `${pattern}/actions/${verb}`,
    handle: (request): Reply => {
      const zone = zoneOf(request);
      const rrset = findRrset(store, zone, request);
      if (verb !== 'change_protection') requireChangeable(rrset);
      handle(zone, rrset, request.body);
      if (verb !== 'change_protection') advanceSerial(cloud, zone);
      const status = verb === 'update_records' ? 200 : 201; // so says the reference
      return { status, body: { action: actionView(begin(commands[verb], zone)) } };
    },
  });

  return [
    {
      method: 'GET',
      pattern: '/zones/:zone/rrsets',
      query: [...pageParameters, 'name', 'type', 'label_selector', 'sort'],
      handle: (request) => {
        const zone = zoneOf(request);
        return list(rrsetsOf(store, zone), {
          key: 'rrsets',
          query: request.query,
          filters: { name: ({ name }) => name, type: ({ type }) => type },
          labels: ({ labels }) => labels,
          sorts: { id: (rrset) => idOf(rrset), name: ({ name }) => name, created: ({ id }) => id },
          largestPage,
          view: (rrset) => rrsetView(zone, rrset),
        });
      },
    },
    {
      method: 'POST',
      pattern: '/zones/:zone/rrsets',
      handle: (request) => {
        const zone = zoneOf(request);
        const rrset = addRrset(cloud, zone, field.read(rrsetBody, request.body));
        const action = actionView(begin('create_rrset', zone));
        return { status: 201, body: { rrset: rrsetView(zone, rrset), action } };
      },
    },
    {
      method: 'GET',
      pattern,
      handle: (request) => {
        const zone = zoneOf(request);
        return { status: 200, body: { rrset: rrsetView(zone, findRrset(store, zone, request)) } };
      },
    },
    {
      method: 'PUT',
      pattern,
      handle: (request) => {
        const zone = zoneOf(request);
        const rrset = findRrset(store, zone, request);
        if (isObject(request.body) && 'records' in request.body) {
          throw new ApiError(422, 'invalid_input', "can't update records with this endpoint");
        }
        rrset.labels = field.read(updateBody, request.body).labels ?? rrset.labels;
        return { status: 200, body: { rrset: rrsetView(zone, rrset) } };
      },
    },
    {
      method: 'DELETE',
      pattern,
      handle: (request) => {
        const zone = zoneOf(request);
        const rrset = findRrset(store, zone, request);
        requireChangeable(rrset);
        if (rrset.type === 'SOA') throw invalidInput({ type: ['the SOA record goes with its zone'] });
        rrsets(store).remove(rrset.id);
        advanceSerial(cloud, zone);
        return { status: 201, body: { action: actionView(begin('delete_rrset', zone)) } };
      },
    },
    change('set_records', (zone, rrset, body) => {
      const wish = field.read(recordsBody, body).records;
      requireRecords(zone, rrset.type, wish);
      rrset.records = wish.map((one) => stored(rrset.type, one));
    }),
    change('remove_records', (_zone, rrset, body) => {
      const wish = field.read(recordsBody, body).records;
      if (rrset.type === 'SOA') throw invalidInput({ type: ['the SOA record goes with its zone'] });
      requireDistinct(wish);
      for (const { value } of wish) requireKnown(rrset, value);
      rrset.records = rrset.records.filter(({ value }) => !wish.some((one) => one.value === value));
      if (rrset.records.length === 0) rrsets(store).remove(rrset.id);
    }),
    change('update_records', (_zone, rrset, body) => {
      const wish = field.read(commentsBody, body).records;
      requireDistinct(wish);
      for (const { value } of wish) requireKnown(rrset, value);
      const comments = new Map(wish.map(({ value, comment }) => [value, comment]));
      rrset.records = rrset.records.map(({ value, comment }) => ({ value, comment: comments.get(value) ?? comment }));
    }),
    change('change_ttl', (_zone, rrset, body) => {
      rrset.ttl = field.read(ttlBody, body).ttl;
    }),
    change('change_protection', (_zone, rrset, body) => {
      rrset.protection.change = field.read(protectionBody, body).change ?? rrset.protection.change;
    }),
    {
      method: 'POST',
      pattern: `${pattern}/actions/add_records`,
      handle: (request): Reply => {
        const zone = zoneOf(request);
        const wish = field.read(addBody, request.body);
        const known = knownRrset(store, zone, request.params.name ?? '', request.params.type ?? '');
        if (known === undefined) addRrset(cloud, zone, { ...wish, ...named(request) });
        else append(cloud, zone, known, wish);
        return { status: 201, body: { action: actionView(begin(commands.add_records, zone)) } };
      },
    },
  ];
}

const isObject = (body: unknown): body is object => typeof body === 'object' && body !== null;

/** Name and type from the path, for an RRSet that is not there yet. @throws ApiError 422 */
const named = ({ params: { name, type } }: ApiRequest) =>
  field.read(rrsetBody.pick({ name: true, type: true }), { name, type });

function append(cloud: Cloud, zone: ZoneRecord, rrset: RrsetRecord, wish: z.output<typeof addBody>): void {
  requireChangeable(rrset);
  if (wish.ttl != null && rrset.ttl !== null && wish.ttl !== rrset.ttl) {
    throw invalidInput({ ttl: [`the RRSet has the TTL ${rrset.ttl}; change it with change_ttl`] });
  }
  const twice = wish.records.find(({ value }) => rrset.records.some((one) => one.value === value));
  if (twice !== undefined) throw invalidInput({ records: [`the RRSet has the record '${twice.value}' already`] });
  requireRecords(zone, rrset.type, [...rrset.records, ...wish.records]);
  rrset.ttl ??= wish.ttl ?? null;
  rrset.records = [...rrset.records, ...wish.records.map((one) => stored(rrset.type, one))];
  advanceSerial(cloud, zone);
}

/**
 * Puts a new RRSet into a primary zone.
 * @throws ApiError 422 invalid_input, 409 when there is one of this name and type
 */
export function addRrset(cloud: Cloud, zone: ZoneRecord, wish: RrsetWish): RrsetRecord {
  const { store } = cloud;
  const { name, type } = wish;
  const fault = rrsetNameFault(name, zone.name);
  if (fault !== undefined) throw invalidInput({ name: [fault] });
  if (unservedTypes.has(type)) {
    throw new ApiError(422, 'unsupported_error', `this lab's name server cannot answer with ${type} records`);
  }
  if (knownRrset(store, zone, name, type) !== undefined) {
    throw notUnique('name', `RRSet ${name}/${type} already exists`);
  }
  if (type === 'SOA' && name !== '@') throw invalidInput({ name: ["a SOA record belongs to the zone itself, '@'"] });
  requireNoAlias(store, zone, name, type);
  requireRecords(zone, type, wish.records);
  const rrset = rrsets(store).insert({
    id: store.takeId(),
    zone: zone.id,
    name,
    type,
    ttl: wish.ttl ?? null,
    labels: wish.labels ?? {},
    protection: { change: false },
    records: wish.records.map((one) => stored(type, one)),
  });
  advanceSerial(cloud, zone);
  return rrset;
}

/** A name with a CNAME has nothing else (RFC 1034, section 3.6.2), and the zone itself has a SOA. @throws ApiError 422 */
function requireNoAlias(store: Store, zone: ZoneRecord, name: string, type: string): void {
  if (type === 'CNAME' && name === '@')
    throw invalidInput({ name: ["the zone itself, '@', cannot have a CNAME record"] });
  const others = rrsetsOf(store, zone).filter((rrset) => rrset.name === name);
  const blocking = type === 'CNAME' ? others[0] : others.find((rrset) => rrset.type === 'CNAME');
  if (blocking !== undefined) {
    throw invalidInput({ name: [`a CNAME record stands alone, and ${idOf(blocking)} exists`] });
  }
}

/** @throws ApiError 422 with every faulty record */
function requireRecords(zone: ZoneRecord, type: string, wish: Wished): void {
  requireDistinct(wish);
  if (wish.length > 1 && ['CNAME', 'SOA'].includes(type)) {
    throw invalidInput({ records: [`there can be only one ${type} record of a name`] });
  }
  const faults = wish.flatMap(({ value }, at): [string, string[]][] => {
    const fault = faultOf(type, value, zone.name);
    return fault === undefined ? [] : [[`records.${at}.value`, [fault]]];
  });
  if (faults.length > 0) throw invalidInput(Object.fromEntries(faults));
}

function faultOf(type: string, value: string, zone: string): string | undefined {
  try {
    parseRecord(type, value, zone);
    return undefined;
  } catch (error) {
    if (error instanceof RecordFault) return `'${value}' is not a ${type} record: ${error.message}`;
    throw error;
  }
}

/** @throws ApiError 422 */
function requireDistinct(wish: readonly { readonly value: string }[]): void {
  if (new Set(wish.map(({ value }) => value)).size < wish.length) {
    throw invalidInput({ records: ['must only contain distinct record values'] });
  }
}

/** @throws ApiError 422 */
function requireKnown(rrset: RrsetRecord, value: string): void {
  if (!rrset.records.some((one) => one.value === value)) {
    throw invalidInput({ records: [`the RRSet has no record '${value}'`] });
  }
}

/** @throws ApiError 423 */
function requireChangeable(rrset: RrsetRecord): void {
  if (rrset.protection.change) throw isProtected(`RRSet ${idOf(rrset)}`, 'change');
}

/** A SOA record's value with this serial, its third field. */
const withSerial = (value: string, serial: number): string =>
  value.replace(/^(\S+ +\S+ +)\d+/, (_all, names: string) => `${names}${serial}`);

/** Hetzner keeps the serial of the SOA itself, whatever it is sent. */
const stored = (type: string, { value, comment = '' }: Wished[number]): ResourceRecord => ({
  value: type === 'SOA' ? withSerial(value, 0) : value,
  comment,
});

/** `2026110700` and upwards: the day, and a count within it. */
function advanceSerial(cloud: Cloud, zone: ZoneRecord): void {
  const day = Number(cloud.now().toISOString().slice(0, 10).replaceAll('-', '')) * 100;
  zone.serial = Math.max(zone.serial + 1, day);
  cloud.store.touch();
}

/** The records as they are shown and served: a SOA with the zone's serial. */
export const recordsOf = (zone: ZoneRecord, { type, records }: RrsetRecord): readonly ResourceRecord[] =>
  type === 'SOA' ? records.map(({ value, comment }) => ({ value: withSerial(value, zone.serial), comment })) : records;

function knownRrset(store: Store, zone: ZoneRecord, name: string, type: string): RrsetRecord | undefined {
  return rrsetsOf(store, zone).find((rrset) => rrset.name === name && rrset.type === type);
}

/** @throws ApiError 404 */
function findRrset(store: Store, zone: ZoneRecord, { params }: ApiRequest): RrsetRecord {
  const rrset = knownRrset(store, zone, params.name ?? '', params.type ?? '');
  if (rrset !== undefined) return rrset;
  throw new ApiError(404, 'not_found', `RRSet '${params.name}/${params.type}' not found in zone '${zone.name}'`);
}

const idOf = ({ name, type }: RrsetRecord): string => `${name}/${type}`;

function rrsetView(zone: ZoneRecord, rrset: RrsetRecord): object {
  const { name, type, ttl, labels, protection } = rrset;
  return { id: idOf(rrset), name, type, ttl, labels, protection, records: recordsOf(zone, rrset), zone: zone.id };
}
