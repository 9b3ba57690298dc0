/** Private networks and reverse names of a server. */
import { z } from 'zod';
import { actionView } from '../actions.ts';
import * as field from '../body.ts';
import { locationNamed } from '../catalogue/locations.ts';
import { type Cloud, requireFeature } from '../cloud.ts';
import { conflictOf, notFound } from '../errors.ts';
import { type PrivateNet, primaryIps, type ServerRecord } from '../records.ts';
import type { ApiRequest, Reply, Route } from '../router.ts';
import { findServer } from './find-server.ts';
import { addressIn, findNetwork } from './networks.ts';
import { changePointer } from './primary-ips.ts';

const attachBody = z.strictObject({
  network: field.id,
  ip: z.string().optional(),
  alias_ips: z.array(z.string()).nullish(),
  ip_range: z.string().optional(),
});
const detachBody = z.strictObject({ network: field.id });
const aliasBody = z.strictObject({ network: field.id, alias_ips: z.array(z.string()) });
const pointerBody = z.strictObject({ ip: z.string(), dns_ptr: z.string().min(1).nullable() });

const mostNetworks = 3;

export function serverNetworkRoutes(cloud: Cloud): Route[] {
  const { store, actions } = cloud;
  const unlocked = (request: ApiRequest): ServerRecord => {
    const server = findServer(cloud, request.params.id ?? '');
    actions.requireUnlocked({ type: 'server', id: server.id });
    return server;
  };
  const done = (command: string, server: ServerRecord, network: number): Reply => {
    const subjects = [
      { type: 'server', id: server.id },
      { type: 'network', id: network },
    ] as const;
    return { status: 201, body: { action: actionView(actions.done(command, subjects)) } };
  };
  return [
    {
      method: 'POST',
      pattern: '/servers/:id/actions/attach_to_network',
      handle: (request) => {
        const server = unlocked(request);
        const wish = field.read(attachBody, request.body);
        requireFeature(cloud, 'private-networks', 'private networks');
        const network = findNetwork(store, wish.network);
        if (server.privateNets.some((net) => net.network === network.id)) {
          throw conflictOf(
            'server_already_attached',
            `server ${server.id} is already attached to network ${network.id}`,
          );
        }
        if (server.privateNets.length >= mostNetworks) {
          throw conflictOf('networks_overlap', `server ${server.id} already is in ${mostNetworks} networks`);
        }
        const aliasIps = wish.alias_ips ?? [];
        const zone = locationNamed(server.location)?.network_zone ?? '';
        const ip = addressIn(store, network, zone, { ip: wish.ip, aliasIps, ipRange: wish.ip_range });
        server.privateNets.push({ network: network.id, ip, aliasIps, macAddress: macOf(server.id, network.id) });
        return done('attach_to_network', server, network.id);
      },
    },
    {
      method: 'POST',
      pattern: '/servers/:id/actions/detach_from_network',
      handle: (request) => {
        const server = unlocked(request);
        const net = attached(server, field.read(detachBody, request.body).network);
        server.privateNets = server.privateNets.filter((one) => one !== net);
        return done('detach_from_network', server, net.network);
      },
    },
    {
      method: 'POST',
      pattern: '/servers/:id/actions/change_alias_ips',
      handle: (request) => {
        const server = unlocked(request);
        const wish = field.read(aliasBody, request.body);
        const net = attached(server, wish.network);
        const zone = locationNamed(server.location)?.network_zone ?? '';
        addressIn(store, findNetwork(store, net.network), zone, { ip: net.ip, aliasIps: wish.alias_ips }, server);
        net.aliasIps = wish.alias_ips;
        return done('change_alias_ips', server, net.network);
      },
    },
    {
      method: 'POST',
      pattern: '/servers/:id/actions/change_dns_ptr',
      handle: (request) => {
        const server = findServer(cloud, request.params.id ?? '');
        const wish = field.read(pointerBody, request.body);
        changePointer(
          primaryIps(store).filter((ip) => ip.assignee === server.id),
          wish.ip,
          wish.dns_ptr,
        );
        const action = actions.done('change_dns_ptr', [{ type: 'server', id: server.id }]);
        return { status: 201, body: { action: actionView(action) } };
      },
    },
  ];
}

function attached(server: ServerRecord, network: number): PrivateNet {
  const net = server.privateNets.find((one) => one.network === network);
  if (net === undefined) throw notFound('network', network);
  return net;
}

/** Private interfaces carry 86:00:…, as at Hetzner; the rest makes it unique. */
function macOf(server: number, network: number): string {
  const bytes = [server >> 8, server, network >> 8, network].map((byte) => (byte & 0xff).toString(16).padStart(2, '0'));
  return ['86', '00', ...bytes].join(':');
}
