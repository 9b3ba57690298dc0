/** POST /servers: everything is checked before anything is made. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type ActionRecord, actionView } from '../actions.ts';
import * as field from '../body.ts';
import { findImage, type Image } from '../catalogue/images.ts';
import { locationNamed, locations } from '../catalogue/locations.ts';
import { findServerType, isOrderable, type ServerType } from '../catalogue/server-types.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { ApiError, conflictOf, invalidInput, notFound } from '../errors.ts';
import { firewalls, type PrimaryIpRecord, primaryIps, type ServerRecord, servers, sshKeys } from '../records.ts';
import type { Reply, Route } from '../router.ts';
import { findPlacementGroup, requirePlace } from './placement-groups.ts';
import { createPrimaryIp } from './primary-ips.ts';
import { serverView } from './server-view.ts';

/** 32 KiB, in bytes (API reference, `user_data`). */
const largestUserData = 32 * 1024;

const publicNet = z.strictObject({
  enable_ipv4: z.boolean().optional(),
  enable_ipv6: z.boolean().optional(),
  ipv4: field.id.nullish(),
  ipv6: field.id.nullish(),
});

const createBody = z.strictObject({
  name: field.hostName,
  server_type: field.idOrName,
  image: field.idOrName,
  location: z.string().optional(),
  ssh_keys: z.array(field.idOrName).optional(),
  user_data: z
    .string()
    .refine(
      (text) => Buffer.byteLength(text) <= largestUserData,
      `must not be longer than ${largestUserData} bytes (32 KiB)`,
    )
    .optional(),
  start_after_create: z.boolean().optional(),
  labels: field.labels.optional(),
  firewalls: z.array(z.strictObject({ firewall: field.id })).optional(),
  placement_group: field.id.optional(),
  public_net: publicNet.optional(),
  // Networks and volumes are attached by their own calls, as the Terraform provider does; empty lists mean nothing.
  networks: z.array(field.id).max(0, 'attach networks with attach_to_network').optional(),
  volumes: z.array(field.id).max(0, "attach volumes with the volume's own attach action").optional(),
  automount: z.literal(false, 'the lab mounts no volumes').optional(),
});
type Wish = z.output<typeof createBody>;

export function serverCreateRoute(cloud: Cloud): Route {
  const { actions, machines, store } = cloud;
  actions.on('create_server', async (action) => {
    const server = servers(store).get(action.resources[0]?.id ?? 0);
    if (server === undefined) return;
    let isCreated = false;
    try {
      await machines.create(server);
      isCreated = true;
    } finally {
      if (!isCreated || action.params.startAfterCreate === false) server.status = 'off';
      store.touch();
    }
  });
  return {
    method: 'POST',
    pattern: '/servers',
    handle: ({ body }) => createServer(cloud, field.read(createBody, body)),
  };
}

function createServer(cloud: Cloud, wish: Wish): Reply {
  const { store, actions } = cloud;
  requireFreeName(servers(store), wish.name, 'server name is already used');
  requireRoom(servers(store), 'server', cloud.limits.servers);
  const type = orderedType(wish);
  const image = orderedImage(wish, type);
  const given = givenAddresses(cloud, wish);
  const location = orderedLocation(cloud, wish, type, given);
  const publicKeys = orderedKeys(cloud, wish);
  const walls = orderedFirewalls(cloud, wish);
  const group = wish.placement_group === undefined ? undefined : findPlacementGroup(store, wish.placement_group);
  if (group !== undefined) requirePlace(store, group);
  const missing = missingFamilies(wish, given);
  if (given.length + missing.length === 0 && wish.start_after_create !== false) {
    throw invalidInput({
      public_net: ['a server without public addresses needs a network before it can start (start_after_create)'],
    });
  }
  requireRoom(primaryIps(store), 'primary IP', cloud.limits.primaryIps, missing.length);

  const server: ServerRecord = servers(store).insert({
    id: store.takeId(),
    name: wish.name,
    status: 'initializing',
    created: cloud.now().toISOString(),
    serverType: type.name,
    imageId: image.id,
    location,
    primaryDiskSize: type.disk,
    labels: wish.labels ?? {},
    userData: wish.user_data ?? '',
    publicKeys,
    privateNets: [],
    placementGroup: group?.id ?? null,
    protection: { delete: false, rebuild: false },
    backupWindow: null,
    rescueEnabled: false,
    isoId: null,
  });
  for (const ip of given) ip.assignee = server.id;
  try {
    for (const family of missing)
      createPrimaryIp(cloud, { type: family, location, autoDelete: true, assignee: server.id });
  } catch (error) {
    undo(cloud, server, given);
    throw error;
  }
  for (const wall of walls) wall.servers.push(server.id);

  const subject = [{ type: 'server', id: server.id }] as const;
  const startAfterCreate = wish.start_after_create ?? true;
  const created = actions.start('create_server', subject, { params: { startAfterCreate } });
  const next: ActionRecord[] = !startAfterCreate ? [] : [actions.start('start_server', subject, { after: created })];
  return {
    status: 201,
    body: {
      server: serverView(cloud, server),
      action: actionView(created),
      next_actions: next.map(actionView),
      // Told once and never stored. The lab's machines do not get it: without a key there is no way in.
      root_password: publicKeys.length > 0 ? null : randomBytes(15).toString('base64url'),
    },
  };
}

/** Takes back what a create that ran out of addresses had begun. */
function undo(cloud: Cloud, server: ServerRecord, given: readonly PrimaryIpRecord[]): void {
  for (const ip of given) ip.assignee = null;
  for (const ip of primaryIps(cloud.store).filter((one) => one.assignee === server.id))
    primaryIps(cloud.store).remove(ip.id);
  servers(cloud.store).remove(server.id);
}

function orderedType(wish: Wish): ServerType {
  const type = findServerType(wish.server_type);
  if (type === undefined)
    throw invalidInput(
      { server_type: [`server type '${wish.server_type}' not found`] },
      `server type '${wish.server_type}' not found`,
    );
  return type;
}

function orderedImage(wish: Wish, type: ServerType): Image {
  const image = findImage(wish.image, type.architecture);
  if (image === undefined)
    throw invalidInput({ image: [`image '${wish.image}' not found`] }, `image '${wish.image}' not found`);
  if (image.architecture !== type.architecture) {
    throw invalidInput({ image: [`is for ${image.architecture}, server type ${type.name} is ${type.architecture}`] });
  }
  return image;
}

/** The primary IPs that were named, checked. */
function givenAddresses(cloud: Cloud, wish: Wish): PrimaryIpRecord[] {
  const net = wish.public_net ?? {};
  return (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const wanted = net[family];
    if (wanted == null) return [];
    if (net[`enable_${family}`] === false)
      throw invalidInput({ [`public_net.${family}`]: [`enable_${family} is false`] });
    const ip = primaryIps(cloud.store).get(wanted);
    if (ip === undefined) throw notFound('primary IP', wanted);
    if (ip.type !== family)
      throw new ApiError(412, 'primary_ip_version_mismatch', `primary IP ${ip.id} is ${ip.type}, not ${family}`);
    if (ip.assignee !== null)
      throw conflictOf('primary_ip_assigned', `primary IP ${ip.id} is assigned to server ${ip.assignee}`);
    return [ip];
  });
}

/** Families that are on and got no address of their own. */
function missingFamilies(wish: Wish, given: readonly PrimaryIpRecord[]): ('ipv4' | 'ipv6')[] {
  return (['ipv4', 'ipv6'] as const).filter(
    (family) => wish.public_net?.[`enable_${family}`] !== false && !given.some((ip) => ip.type === family),
  );
}

function orderedLocation(cloud: Cloud, wish: Wish, type: ServerType, given: readonly PrimaryIpRecord[]): string {
  if (wish.location !== undefined && locationNamed(wish.location) === undefined) {
    throw invalidInput(
      { location: [`location '${wish.location}' not found`] },
      `location '${wish.location}' not found`,
    );
  }
  const now = cloud.now();
  const location =
    wish.location ?? given[0]?.location ?? locations.find(({ name }) => isOrderable(type, name, now))?.name;
  if (location === undefined || !isOrderable(type, location, now)) {
    throw invalidInput({ location: ['unsupported location for server type'] }, 'unsupported location for server type');
  }
  const elsewhere = given.find((ip) => ip.location !== location);
  if (elsewhere !== undefined) {
    const message = `primary IP ${elsewhere.id} is in ${elsewhere.location}, the server in ${location}`;
    throw conflictOf('primary_ip_datacenter_mismatch', message);
  }
  return location;
}

function orderedKeys(cloud: Cloud, wish: Wish): string[] {
  return (wish.ssh_keys ?? []).map((wanted) => {
    const key = sshKeys(cloud.store).find((one) => one.id === Number(wanted) || one.name === wanted);
    if (key === undefined)
      throw invalidInput({ ssh_keys: [`SSH key '${wanted}' not found`] }, `SSH key '${wanted}' not found`);
    return key.publicKey;
  });
}

function orderedFirewalls(cloud: Cloud, wish: Wish) {
  const ids = new Set((wish.firewalls ?? []).map(({ firewall }) => firewall));
  return [...ids].map((wanted) => {
    const wall = firewalls(cloud.store).get(wanted);
    if (wall === undefined) throw notFound('firewall', wanted);
    return wall;
  });
}
