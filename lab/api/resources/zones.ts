import { z } from 'zod';
import { type ActionRecord, actionView } from '../actions.ts';
import * as field from '../body.ts';
import { parseAddress } from '../cidr.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { invalidInput, isProtected } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { type PrimaryNameserver, rrsets, type ZoneRecord, zones } from '../records.ts';
import type { ApiRequest, Reply, Route } from '../router.ts';
import { zoneNameFault } from '../zone-names.ts';
import { findZone, incorrectMode, rrsetsOf } from './find-zone.ts';
import { addRrset, rrsetBody, ttl } from './zone-rrsets.ts';

/** The servers Hetzner assigns to every zone. The lab's name server answers in their stead, and for their names. */
export const assignedNameservers = [
  'hydrogen.ns.hetzner.com.',
  'oxygen.ns.hetzner.com.',
  'helium.ns.hetzner.de.',
] as const;

const defaultTtl = 3600;
const defaultPort = 53;

const nameserver = z.strictObject({
  address: z.string().refine((text) => parseAddress(text) !== undefined, 'must be an IP address'),
  port: z.int().min(1).max(65_535).optional(),
  tsig_algorithm: z.enum(['hmac-md5', 'hmac-sha1', 'hmac-sha256']).optional(),
  tsig_key: z.base64().optional(),
});
const createBody = z.strictObject({
  name: z.string().superRefine((name, context) => {
    const message = zoneNameFault(name);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  }),
  mode: z.enum(['primary', 'secondary']),
  ttl: ttl.optional(),
  labels: field.labels.optional(),
  primary_nameservers: z.array(nameserver).optional(),
  rrsets: z.array(rrsetBody).optional(),
});
const updateBody = z.strictObject({ labels: field.labels.optional() });
const ttlBody = z.strictObject({ ttl });
const nameserversBody = z.strictObject({ primary_nameservers: z.array(nameserver).min(1) });

export function zoneRoutes(cloud: Cloud): Route[] {
  const { store, actions } = cloud;
  const all = zones(store);
  const view = (zone: ZoneRecord) => zoneView(cloud, zone);
  const wanted = ({ params }: ApiRequest): ZoneRecord => findZone(store, params.id ?? '');

  // Each change is made when it is asked for; its action only takes the time in which Hetzner spreads it.
  for (const command of ['create_zone', 'delete_zone', 'change_ttl', 'change_primary_nameservers']) {
    actions.on(command, async () => {});
  }
  const begin = (command: string, zone: ZoneRecord): ActionRecord =>
    actions.start(command, [{ type: 'zone', id: zone.id }], { locks: [] });
  const change = (verb: string, handle: (zone: ZoneRecord, body: unknown) => ActionRecord): Route => ({
    method: 'POST',
    pattern: `/zones/:id/actions/${verb}`,
    handle: (request): Reply => ({
      status: 201,
      body: { action: actionView(handle(wanted(request), request.body)) },
    }),
  });

  return [
    {
      method: 'GET',
      pattern: '/zones',
      query: [...pageParameters, 'name', 'mode', 'label_selector', 'sort'],
      handle: ({ query }) =>
        list(all.all(), {
          key: 'zones',
          query,
          filters: { name: ({ name }) => name, mode: ({ mode }) => mode },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
          view,
        }),
    },
    {
      method: 'POST',
      pattern: '/zones',
      handle: ({ body }) => {
        const wish = field.read(createBody, body);
        requireFreeName(all, wish.name, 'zone name is already used');
        requireRoom(all, 'zone', cloud.limits.zones);
        const isSecondary = wish.mode === 'secondary';
        if (isSecondary && (wish.primary_nameservers ?? []).length === 0) {
          throw invalidInput({ primary_nameservers: ['a zone in secondary mode needs at least one'] });
        }
        const zone: ZoneRecord = {
          id: store.takeId(),
          name: wish.name,
          mode: wish.mode,
          ttl: wish.ttl ?? defaultTtl,
          labels: wish.labels ?? {},
          protection: { delete: false },
          primaryNameservers: isSecondary ? (wish.primary_nameservers ?? []).map(completed) : [],
          created: cloud.now().toISOString(),
          serial: 0,
        };
        all.insert(zone);
        try {
          if (!isSecondary) fill(cloud, zone, wish.rrsets ?? []);
        } catch (error) {
          remove(cloud, zone); // a faulty record leaves no zone behind
          throw error;
        }
        return { status: 201, body: { zone: view(zone), action: actionView(begin('create_zone', zone)) } };
      },
    },
    {
      method: 'GET',
      pattern: '/zones/:id',
      handle: (request) => ({ status: 200, body: { zone: view(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/zones/:id',
      handle: (request) => {
        const zone = wanted(request);
        zone.labels = field.read(updateBody, request.body).labels ?? zone.labels;
        return { status: 200, body: { zone: view(zone) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/zones/:id',
      handle: (request) => {
        const zone = wanted(request);
        if (zone.protection.delete) throw isProtected('zone', 'deletion');
        remove(cloud, zone);
        return { status: 201, body: { action: actionView(begin('delete_zone', zone)) } };
      },
    },
    change('change_ttl', (zone, body) => {
      // The reference allows it for primary zones only; the provider's acceptance tests show that secondary ones have it, too.
      zone.ttl = field.read(ttlBody, body).ttl;
      return begin('change_ttl', zone);
    }),
    change('change_primary_nameservers', (zone, body) => {
      const { primary_nameservers } = field.read(nameserversBody, body);
      if (zone.mode !== 'secondary') throw incorrectMode(zone);
      zone.primaryNameservers = primary_nameservers.map(completed);
      return begin('change_primary_nameservers', zone);
    }),
    change('change_protection', (zone, body) => {
      zone.protection.delete = field.read(field.deleteProtection, body).delete ?? zone.protection.delete;
      return actions.done('change_protection', [{ type: 'zone', id: zone.id }]);
    }),
  ];
}

const completed = ({ address, port, tsig_algorithm, tsig_key }: z.output<typeof nameserver>): PrimaryNameserver => ({
  address,
  port: port ?? defaultPort,
  ...(tsig_algorithm === undefined ? {} : { tsig_algorithm }),
  ...(tsig_key === undefined ? {} : { tsig_key }),
});

/** What every primary zone begins with, and what the caller wants in it. */
function fill(cloud: Cloud, zone: ZoneRecord, wishes: readonly z.output<typeof rrsetBody>[]): void {
  const soa = `${assignedNameservers[0]} dns.hetzner.com. 0 86400 10800 3600000 ${defaultTtl}`;
  addRrset(cloud, zone, { name: '@', type: 'SOA', records: [{ value: soa }] });
  addRrset(cloud, zone, { name: '@', type: 'NS', records: assignedNameservers.map((value) => ({ value })) });
  for (const wish of wishes) addRrset(cloud, zone, wish);
}

function remove({ store }: Cloud, zone: ZoneRecord): void {
  for (const rrset of rrsetsOf(store, zone)) rrsets(store).remove(rrset.id);
  zones(store).remove(zone.id);
}

function zoneView({ store }: Cloud, zone: ZoneRecord): object {
  const { id, name, mode, ttl, labels, created, protection } = zone;
  return {
    id,
    name,
    mode,
    status: 'ok',
    ttl,
    record_count: rrsetsOf(store, zone).reduce((sum, { records }) => sum + records.length, 0),
    registrar: 'other',
    labels,
    protection,
    created,
    primary_nameservers: zone.primaryNameservers,
    authoritative_nameservers: {
      assigned: assignedNameservers,
      delegated: [],
      delegation_last_check: null,
      delegation_status: 'unknown',
    },
  };
}
