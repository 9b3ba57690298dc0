import { z } from 'zod';
import { actionView } from '../actions.ts';
import * as field from '../body.ts';
import { networkZones } from '../catalogue/locations.ts';
import { formatAddress, formatRange, holdsAddress, holdsRange, overlap, parseRange, type Range } from '../cidr.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { conflictOf, invalidInput, isProtected, notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { type NetworkRecord, networks, type ServerRecord, type SubnetRecord, servers } from '../records.ts';
import type { ApiRequest, Reply, Route } from '../router.ts';
import type { Store } from '../store.ts';

const subnet = z.strictObject({
  type: z.enum(['cloud', 'server'], 'must be cloud or server: the lab has no vSwitch'),
  ip_range: z.string().optional(),
  network_zone: z.enum(networkZones as [string, ...string[]]),
});
const route = z.strictObject({ destination: z.string(), gateway: z.string() });
const createBody = z.strictObject({
  name: field.plainName,
  ip_range: z.string(),
  subnets: z.array(subnet).optional(),
  routes: z.array(route).optional(),
  expose_routes_to_vswitch: z.boolean().optional(),
  labels: field.labels.optional(),
});
const updateBody = z.strictObject({
  name: field.plainName.optional(),
  labels: field.labels.optional(),
  expose_routes_to_vswitch: z.boolean().optional(),
});
const rangeBody = z.strictObject({ ip_range: z.string() });

/** RFC 1918; a subnet is at least a /30, a network at least a /24 (API reference, "Networks"). */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => mustParse(text));
const smallestSubnet = 30;
const defaultSubnet = 24;
const mostSubnets = 50;
const mostRoutes = 100;

export function networkRoutes(cloud: Cloud): Route[] {
  const { store, actions } = cloud;
  const all = networks(store);
  const view = (network: NetworkRecord) => networkView(store, network);
  const wanted = ({ params }: ApiRequest): NetworkRecord => {
    const network = all.get(Number(params.id));
    if (network === undefined) throw notFound('network', params.id ?? '');
    return network;
  };
  const done = (command: string, network: NetworkRecord): Reply => {
    const action = actions.done(command, [{ type: 'network', id: network.id }]);
    return { status: 201, body: { action: actionView(action) } };
  };
  return [
    {
      method: 'GET',
      pattern: '/networks',
      query: [...pageParameters, 'name', 'label_selector'],
      handle: ({ query }) =>
        list(all.all(), {
          key: 'networks',
          query,
          filters: { name: ({ name }) => name },
          labels: ({ labels }) => labels,
          view,
        }),
    },
    {
      method: 'POST',
      pattern: '/networks',
      handle: ({ body }) => {
        const wish = field.read(createBody, body);
        requireFreeName(all, wish.name);
        requireRoom(all, 'network', cloud.limits.networks);
        const draft: NetworkRecord = {
          id: 0,
          name: wish.name,
          ipRange: formatRange(privateRange(wish.ip_range)),
          subnets: [],
          routes: [],
          exposeRoutesToVswitch: wish.expose_routes_to_vswitch ?? false,
          protection: { delete: false },
          labels: wish.labels ?? {},
          created: cloud.now().toISOString(),
        };
        for (const one of wish.subnets ?? []) draft.subnets.push(fittingSubnet(draft, one));
        for (const one of wish.routes ?? []) draft.routes.push(fittingRoute(draft, one));
        const network = all.insert({ ...draft, id: store.takeId() });
        return { status: 201, body: { network: view(network) } };
      },
    },
    {
      method: 'GET',
      pattern: '/networks/:id',
      handle: (request) => ({ status: 200, body: { network: view(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/networks/:id',
      handle: (request) => {
        const network = wanted(request);
        const change = field.read(updateBody, request.body);
        if (change.name !== undefined) requireFreeName(all, change.name, undefined, network);
        network.name = change.name ?? network.name;
        network.labels = change.labels ?? network.labels;
        network.exposeRoutesToVswitch = change.expose_routes_to_vswitch ?? network.exposeRoutesToVswitch;
        return { status: 200, body: { network: view(network) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/networks/:id',
      handle: (request) => {
        const network = wanted(request);
        if (network.protection.delete) throw isProtected('network', 'deletion');
        for (const server of membersOf(store, network)) {
          server.privateNets = server.privateNets.filter((net) => net.network !== network.id);
        }
        all.remove(network.id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      pattern: '/networks/:id/actions/add_subnet',
      handle: (request) => {
        const network = wanted(request);
        network.subnets.push(fittingSubnet(network, field.read(subnet, request.body)));
        return done('add_subnet', network);
      },
    },
    {
      method: 'POST',
      pattern: '/networks/:id/actions/delete_subnet',
      handle: (request) => {
        const network = wanted(request);
        const { ip_range } = field.read(rangeBody, request.body);
        const found = network.subnets.find(({ ipRange }) => ipRange === ip_range);
        if (found === undefined) throw notFound('subnet', ip_range);
        const range = mustParse(found.ipRange);
        const user = membersOf(store, network).find((server) =>
          server.privateNets.some((net) => net.network === network.id && holdsAddress(range, net.ip)),
        );
        // The provider knows this refusal by these words and tries again until the server is gone.
        if (user !== undefined)
          throw conflictOf('service_error', `cannot remove subnet ${ip_range}: servers are attached (${user.id})`);
        network.subnets = network.subnets.filter((one) => one !== found);
        return done('delete_subnet', network);
      },
    },
    {
      method: 'POST',
      pattern: '/networks/:id/actions/add_route',
      handle: (request) => {
        const network = wanted(request);
        network.routes.push(fittingRoute(network, field.read(route, request.body)));
        return done('add_route', network);
      },
    },
    {
      method: 'POST',
      pattern: '/networks/:id/actions/delete_route',
      handle: (request) => {
        const network = wanted(request);
        const wish = field.read(route, request.body);
        const found = network.routes.find(
          (one) => one.destination === wish.destination && one.gateway === wish.gateway,
        );
        if (found === undefined) throw notFound('route', `${wish.destination} via ${wish.gateway}`);
        network.routes = network.routes.filter((one) => one !== found);
        return done('delete_route', network);
      },
    },
    {
      method: 'POST',
      pattern: '/networks/:id/actions/change_ip_range',
      handle: (request) => {
        const network = wanted(request);
        const range = privateRange(field.read(rangeBody, request.body).ip_range);
        if (!holdsRange(range, mustParse(network.ipRange))) {
          throw invalidInput({ ip_range: [`must hold the range it has now, ${network.ipRange}`] });
        }
        network.ipRange = formatRange(range);
        return done('change_ip_range', network);
      },
    },
    {
      method: 'POST',
      pattern: '/networks/:id/actions/change_protection',
      handle: (request) => {
        const network = wanted(request);
        network.protection.delete =
          field.read(field.deleteProtection, request.body).delete ?? network.protection.delete;
        return done('change_protection', network);
      },
    },
  ];
}

function mustParse(text: string): Range {
  const range = parseRange(text);
  if (range === undefined) throw new Error(`'${text}' is not a CIDR block`);
  return range;
}

function privateRange(text: string): Range {
  const range = parseRange(text);
  if (range === undefined) throw invalidInput({ ip_range: [`'${text}' is not a CIDR block`] });
  if (!privateRanges.some((outer) => holdsRange(outer, range)))
    throw invalidInput({ ip_range: [`${text} is not a private range (RFC 1918)`] });
  return range;
}

function fittingSubnet(network: NetworkRecord, wish: z.output<typeof subnet>): SubnetRecord {
  if (network.subnets.length >= mostSubnets)
    throw invalidInput({ ip_range: [`a network has at most ${mostSubnets} subnets`] });
  const taken = network.subnets.map(({ ipRange }) => mustParse(ipRange));
  const range = wish.ip_range === undefined ? freeSubnet(mustParse(network.ipRange), taken) : parseRange(wish.ip_range);
  if (range === undefined || range.prefix > smallestSubnet) {
    throw invalidInput({
      ip_range: [`'${wish.ip_range ?? 'no free range'}' is not a CIDR block of at most /${smallestSubnet}`],
    });
  }
  if (!holdsRange(mustParse(network.ipRange), range))
    throw invalidInput({ ip_range: [`is not part of the network's ${network.ipRange}`] });
  if (taken.some((other) => overlap(other, range)))
    throw invalidInput({ ip_range: ['overlaps with another subnet of the network'] });
  return { type: wish.type, ipRange: formatRange(range), networkZone: wish.network_zone };
}

function freeSubnet(network: Range, taken: readonly Range[]): Range | undefined {
  const prefix = Math.max(defaultSubnet, network.prefix);
  const size = 1n << BigInt(32 - prefix);
  for (let first = network.first; first <= network.last; first += size) {
    const range: Range = { family: 'ipv4', first, last: first + size - 1n, prefix };
    if (!taken.some((other) => overlap(other, range))) return range;
  }
  return undefined;
}

function fittingRoute(network: NetworkRecord, wish: z.output<typeof route>): { destination: string; gateway: string } {
  if (network.routes.length >= mostRoutes)
    throw invalidInput({ destination: [`a network has at most ${mostRoutes} routes`] });
  const destination = parseRange(wish.destination);
  if (destination === undefined) throw invalidInput({ destination: [`'${wish.destination}' is not a CIDR block`] });
  if (!holdsAddress(mustParse(network.ipRange), wish.gateway))
    throw invalidInput({ gateway: [`is not in the network's ${network.ipRange}`] });
  if (wish.gateway === gatewayOf(network)) throw invalidInput({ gateway: ['is the gateway of the network itself'] });
  if (network.routes.some((one) => one.destination === formatRange(destination))) {
    throw invalidInput({ destination: ['a route to this destination exists'] });
  }
  return { destination: formatRange(destination), gateway: wish.gateway };
}

/** The first address of the network belongs to its gateway, whatever the subnet. */
const gatewayOf = (network: NetworkRecord): string => formatAddress('ipv4', mustParse(network.ipRange).first + 1n);

const membersOf = (store: Store, network: NetworkRecord): ServerRecord[] =>
  servers(store).filter((server) => server.privateNets.some((net) => net.network === network.id));

/** @throws ApiError 404 */
export function findNetwork(store: Store, id: number): NetworkRecord {
  const network = networks(store).get(id);
  if (network === undefined) throw notFound('network', id);
  return network;
}

export interface AddressWish {
  readonly ip?: string | undefined;
  readonly aliasIps: readonly string[];
  /** The subnet to take an address from; without it, the first one of the zone with room. */
  readonly ipRange?: string | undefined;
}

/**
 * Chooses a server's address in a network.
 * @param zone the network zone of the server's location
 * @throws ApiError 422 no_subnet_available, ip_not_available, invalid_input
 */
export function addressIn(
  store: Store,
  network: NetworkRecord,
  zone: string,
  wish: AddressWish,
  self?: ServerRecord,
): string {
  const usable = network.subnets
    .filter((one) => one.type === 'cloud' || one.type === 'server')
    .filter((one) => one.networkZone === zone);
  const subnets = usable.filter(({ ipRange }) => wish.ipRange === undefined || ipRange === wish.ipRange);
  if (subnets.length === 0) {
    throw conflictOf(
      'no_subnet_available',
      `network ${network.id} has no subnet in ${zone}${wish.ipRange === undefined ? '' : ` with the range ${wish.ipRange}`}`,
    );
  }
  const used = usedAddresses(store, network, self);
  for (const alias of wish.aliasIps) requireFree(subnets, used, 'alias_ips', alias);
  if (wish.ip !== undefined) {
    requireFree(subnets, used, 'ip', wish.ip);
    return wish.ip;
  }
  for (const { ipRange } of subnets) {
    const range = mustParse(ipRange);
    for (let value = range.first + 1n; value < range.last; value++) {
      const candidate = formatAddress('ipv4', value);
      if (!used.has(candidate) && !wish.aliasIps.includes(candidate)) return candidate;
    }
  }
  throw conflictOf('no_subnet_available', `no subnet of network ${network.id} has a free address`);
}

function usedAddresses(store: Store, network: NetworkRecord, self?: ServerRecord): Set<string> {
  const others = membersOf(store, network).filter((server) => server.id !== self?.id);
  const nets = others.flatMap((server) => server.privateNets).filter((net) => net.network === network.id);
  // 172.31.1.1 is the gateway of every server's public interface.
  return new Set([gatewayOf(network), '172.31.1.1', ...nets.flatMap((net) => [net.ip, ...net.aliasIps])]);
}

function requireFree(subnets: readonly SubnetRecord[], used: ReadonlySet<string>, name: string, address: string): void {
  const home = subnets.map(({ ipRange }) => mustParse(ipRange)).find((range) => holdsAddress(range, address));
  if (home === undefined) throw invalidInput({ [name]: [`${address} is in no subnet of the network`] });
  const isEdge = address === formatAddress('ipv4', home.first) || address === formatAddress('ipv4', home.last);
  if (used.has(address) || isEdge) throw conflictOf('ip_not_available', `IP ${address} is not available`);
}

function networkView(store: Store, network: NetworkRecord): object {
  const { id, name, routes, protection, labels, created } = network;
  return {
    id,
    name,
    ip_range: network.ipRange,
    subnets: network.subnets.map((one) => ({
      type: one.type,
      ip_range: one.ipRange,
      network_zone: one.networkZone,
      gateway: gatewayOf(network),
      vswitch_id: null,
    })),
    routes,
    servers: membersOf(store, network).map((server) => server.id),
    load_balancers: [],
    protection,
    labels,
    created,
    expose_routes_to_vswitch: network.exposeRoutesToVswitch,
  };
}
