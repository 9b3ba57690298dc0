import { z } from 'zod';
import { actionView } from '../actions.ts';
import * as field from '../body.ts';
import { locationNamed } from '../catalogue/locations.ts';
import { formatAddress, holdsAddress, parseAddress, parseRange } from '../cidr.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { conflictOf, invalidInput, isProtected, notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { type PrimaryIpRecord, primaryIps, type ServerRecord, servers } from '../records.ts';
import type { ApiRequest, Route } from '../router.ts';
import type { Store } from '../store.ts';

const createBody = z.strictObject({
  name: field.plainName,
  type: z.enum(['ipv4', 'ipv6']),
  location: z.string().optional(),
  assignee_type: z.literal('server').optional(),
  assignee_id: field.id.nullish(),
  auto_delete: z.boolean().optional(),
  labels: field.labels.optional(),
});
const updateBody = z.strictObject({
  name: field.plainName.optional(),
  labels: field.labels.optional(),
  auto_delete: z.boolean().optional(),
});
const assignBody = z.strictObject({ assignee_id: field.id, assignee_type: z.literal('server') });
const pointerBody = z.strictObject({ ip: z.string(), dns_ptr: z.string().min(1).nullable() });

export function primaryIpRoutes(cloud: Cloud): Route[] {
  const { store, actions } = cloud;
  const ips = primaryIps(store);
  const wanted = ({ params }: ApiRequest): PrimaryIpRecord => {
    const ip = ips.get(Number(params.id));
    if (ip === undefined) throw notFound('primary IP', params.id ?? '');
    return ip;
  };
  const view = (ip: PrimaryIpRecord) => primaryIpView(cloud, ip);
  const subjects = (ip: PrimaryIpRecord, server: number) =>
    [
      { type: 'primary_ip', id: ip.id },
      { type: 'server', id: server },
    ] as const;
  return [
    {
      method: 'GET',
      pattern: '/primary_ips',
      query: [...pageParameters, 'name', 'ip', 'label_selector', 'sort'],
      handle: ({ query }) =>
        list(ips.all(), {
          key: 'primary_ips',
          query,
          filters: { name: ({ name }) => name, ip: ({ ip }) => ip.split('/')[0] },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
          view,
        }),
    },
    {
      method: 'POST',
      pattern: '/primary_ips',
      handle: ({ body }) => {
        const wish = field.read(createBody, body);
        requireFreeName(ips, wish.name);
        const server = wish.assignee_id == null ? undefined : assignable(cloud, wish.type, wish.assignee_id);
        if (server !== undefined && wish.location !== undefined) {
          throw invalidInput({ location: ['cannot be given together with assignee_id'] });
        }
        const location = server?.location ?? wish.location;
        if (location === undefined) throw invalidInput({ location: ['either location or assignee_id is required'] });
        if (locationNamed(location) === undefined)
          throw invalidInput({ location: [`location '${location}' not found`] });
        const ip = createPrimaryIp(cloud, {
          ...wish,
          location,
          autoDelete: wish.auto_delete ?? false,
          assignee: server?.id ?? null,
        });
        const action =
          server === undefined ? null : actionView(actions.done('assign_primary_ip', subjects(ip, server.id)));
        return { status: 201, body: { primary_ip: view(ip), action } };
      },
    },
    {
      method: 'GET',
      pattern: '/primary_ips/:id',
      handle: (request) => ({ status: 200, body: { primary_ip: view(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/primary_ips/:id',
      handle: (request) => {
        const ip = wanted(request);
        const change = field.read(updateBody, request.body);
        if (change.name !== undefined) requireFreeName(ips, change.name, undefined, ip);
        ip.name = change.name ?? ip.name;
        ip.labels = change.labels ?? ip.labels;
        ip.autoDelete = change.auto_delete ?? ip.autoDelete;
        return { status: 200, body: { primary_ip: view(ip) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/primary_ips/:id',
      handle: (request) => {
        const ip = wanted(request);
        if (ip.protection.delete) throw isProtected('primary IP', 'deletion');
        if (ip.assignee !== null)
          throw conflictOf('must_be_unassigned', `primary IP ${ip.id} is assigned to server ${ip.assignee}`);
        ips.remove(ip.id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      pattern: '/primary_ips/:id/actions/assign',
      handle: (request) => {
        const ip = wanted(request);
        const { assignee_id } = field.read(assignBody, request.body);
        if (ip.assignee !== null) {
          throw conflictOf('primary_ip_already_assigned', `primary IP ${ip.id} is assigned to server ${ip.assignee}`);
        }
        const server = assignable(cloud, ip.type, assignee_id);
        if (server.location !== ip.location) {
          throw conflictOf(
            'primary_ip_location_mismatch',
            `primary IP ${ip.id} is in ${ip.location}, server ${server.id} in ${server.location}`,
          );
        }
        ip.assignee = server.id;
        return {
          status: 201,
          body: { action: actionView(actions.done('assign_primary_ip', subjects(ip, server.id))) },
        };
      },
    },
    {
      method: 'POST',
      pattern: '/primary_ips/:id/actions/unassign',
      handle: (request) => {
        const ip = wanted(request);
        field.read(field.nothing, request.body);
        const server = ip.assignee === null ? undefined : servers(store).get(ip.assignee);
        if (server === undefined) throw conflictOf('primary_ip_not_assigned', `primary IP ${ip.id} is not assigned`);
        requireOff(server);
        ip.assignee = null;
        return {
          status: 201,
          body: { action: actionView(actions.done('unassign_primary_ip', subjects(ip, server.id))) },
        };
      },
    },
    {
      method: 'POST',
      pattern: '/primary_ips/:id/actions/change_protection',
      handle: (request) => {
        const ip = wanted(request);
        ip.protection.delete = field.read(field.deleteProtection, request.body).delete ?? ip.protection.delete;
        const action = actions.done('change_protection', [{ type: 'primary_ip', id: ip.id }]);
        return { status: 201, body: { action: actionView(action) } };
      },
    },
    {
      method: 'POST',
      pattern: '/primary_ips/:id/actions/change_dns_ptr',
      handle: (request) => {
        const ip = wanted(request);
        const wish = field.read(pointerBody, request.body);
        changePointer([ip], wish.ip, wish.dns_ptr);
        const action = actions.done('change_dns_ptr', [{ type: 'primary_ip', id: ip.id }]);
        return { status: 201, body: { action: actionView(action) } };
      },
    },
  ];
}

export interface PrimaryIpWish {
  readonly name?: string;
  readonly type: 'ipv4' | 'ipv6';
  readonly location: string;
  readonly autoDelete: boolean;
  readonly assignee: number | null;
  readonly labels?: Record<string, string> | undefined;
}

/**
 * Takes an address from the pool.
 * @throws ApiError 403 project limit, 412 pool exhausted
 */
export function createPrimaryIp(cloud: Cloud, wish: PrimaryIpWish): PrimaryIpRecord {
  const ips = primaryIps(cloud.store);
  requireRoom(ips, 'primary IP', cloud.limits.primaryIps);
  const used = new Set([...ips.all()].map(({ ip }) => ip));
  const address = cloud.addresses.take(wish.type, used);
  const id = cloud.store.takeId();
  return ips.insert({
    id,
    name: wish.name ?? `primary_ip-${id}`,
    type: wish.type,
    ip: address,
    labels: wish.labels ?? {},
    created: cloud.now().toISOString(),
    location: wish.location,
    autoDelete: wish.autoDelete,
    assignee: wish.assignee,
    protection: { delete: false },
    pointers: [],
  });
}

/**
 * The server, if it may get an address of this family now.
 * @throws ApiError 404, 422
 */
function assignable(cloud: Cloud, family: 'ipv4' | 'ipv6', id: number): ServerRecord {
  const server = servers(cloud.store).get(id);
  if (server === undefined) throw notFound('server', id);
  requireOff(server);
  if (addressOf(cloud.store, server, family) !== undefined) {
    throw conflictOf(`server_has_${family}`, `server ${server.id} already has an ${family} address`);
  }
  return server;
}

/** @throws ApiError 422 server_not_stopped */
export function requireOff(server: ServerRecord): void {
  if (server.status !== 'off') throw conflictOf('server_not_stopped', 'Server must be offline for this action');
}

export function addressOf(store: Store, server: ServerRecord, family: 'ipv4' | 'ipv6'): PrimaryIpRecord | undefined {
  const byServer = store.derived('addresses by server', () => {
    const assigned = primaryIps(store).filter((ip) => ip.assignee !== null);
    return new Map(assigned.map((ip) => [`${ip.assignee} ${ip.type}`, ip]));
  });
  return byServer.get(`${server.id} ${family}`);
}

/**
 * Sets (or, with `null`, resets) the reverse name of one address.
 * @param candidates the primary IPs the address may belong to
 * @throws ApiError 422 invalid_input, 404 when it belongs to none of them
 */
export function changePointer(candidates: readonly PrimaryIpRecord[], address: string, name: string | null): void {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw invalidInput({ ip: [`'${address}' is not an IP address`] });
  const owner = candidates.find((ip) => (ip.type === 'ipv4' ? ip.ip === address : holds(ip.ip, address)));
  if (owner === undefined) throw notFound('IP', address);
  const canonical = formatAddress(parsed.family, parsed.value);
  owner.pointers = owner.pointers.filter(({ ip }) => ip !== canonical);
  if (name !== null) owner.pointers.push({ ip: canonical, dns_ptr: name });
}

function holds(cidr: string, address: string): boolean {
  const range = parseRange(cidr);
  return range !== undefined && holdsAddress(range, address);
}

/** The reverse names of an address: an IPv4 address always has one. */
export function pointersOf(ip: PrimaryIpRecord): readonly { ip: string; dns_ptr: string }[] {
  if (ip.type === 'ipv6' || ip.pointers.length > 0) return ip.pointers;
  return [{ ip: ip.ip, dns_ptr: `static.${ip.ip.split('.').reverse().join('.')}.clients.your-server.de` }];
}

/** Before this day a free address said that it was assigned to a "server" (Hetzner's changelog of 2026-04-27). */
const unassignedSince = '2026-08-01';

function primaryIpView(cloud: Cloud, ip: PrimaryIpRecord): object {
  const { id, name, type, labels, created, protection } = ip;
  const isFree = ip.assignee === null && cloud.isSince(unassignedSince);
  return {
    id,
    name,
    type,
    ip: ip.ip,
    labels,
    created,
    blocked: false,
    location: locationNamed(ip.location),
    dns_ptr: pointersOf(ip),
    protection,
    auto_delete: ip.autoDelete,
    assignee_type: isFree ? 'unassigned' : 'server',
    assignee_id: ip.assignee,
  };
}
