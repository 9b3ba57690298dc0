import { imageById } from '../catalogue/images.ts';
import { findIso } from '../catalogue/isos.ts';
import { locationNamed } from '../catalogue/locations.ts';
import { findServerType } from '../catalogue/server-types.ts';
import type { Cloud } from '../cloud.ts';
import { firewallsAround } from '../firewalls-around.ts';
import { placementGroups, type ServerRecord } from '../records.ts';
import { placementGroupView } from './placement-groups.ts';
import { addressOf, pointersOf } from './primary-ips.ts';
import { volumesOf } from './volumes.ts';

const includedTraffic = 20 * 2 ** 40;

export function serverView(cloud: Cloud, server: ServerRecord): object {
  const { store, actions } = cloud;
  const { id, name, status, created, protection, labels } = server;
  const group = server.placementGroup === null ? undefined : placementGroups(store).get(server.placementGroup);
  return {
    id,
    name,
    status,
    created,
    public_net: publicNet(cloud, server),
    private_net: server.privateNets.map((net) => ({
      network: net.network,
      ip: net.ip,
      alias_ips: net.aliasIps,
      mac_address: net.macAddress,
    })),
    server_type: findServerType(server.serverType),
    location: locationNamed(server.location),
    image: imageById(server.imageId) ?? null,
    iso: server.isoId === null ? null : (findIso(server.isoId) ?? null),
    rescue_enabled: server.rescueEnabled,
    locked: actions.isLocked({ type: 'server', id }),
    backup_window: server.backupWindow,
    outgoing_traffic: 0,
    ingoing_traffic: 0,
    included_traffic: includedTraffic,
    protection,
    labels,
    volumes: volumesOf(store, server).map((volume) => volume.id),
    load_balancers: [],
    primary_disk_size: server.primaryDiskSize,
    placement_group: group === undefined ? null : placementGroupView(store, group),
  };
}

function publicNet({ store }: Cloud, server: ServerRecord): object {
  const ipv4 = addressOf(store, server, 'ipv4');
  const ipv6 = addressOf(store, server, 'ipv6');
  return {
    ipv4:
      ipv4 === undefined ? null : { id: ipv4.id, ip: ipv4.ip, blocked: false, dns_ptr: pointersOf(ipv4)[0]?.dns_ptr },
    ipv6: ipv6 === undefined ? null : { id: ipv6.id, ip: ipv6.ip, blocked: false, dns_ptr: pointersOf(ipv6) },
    floating_ips: [],
    firewalls: firewallsAround(store, server).map((firewall) => ({ id: firewall.id, status: 'applied' })),
  };
}
