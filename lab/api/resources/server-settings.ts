/** What can be changed about a server besides power and networks. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type ActionRecord, actionView } from '../actions.ts';
import * as field from '../body.ts';
import { findIso } from '../catalogue/isos.ts';
import { findServerType, isOrderable } from '../catalogue/server-types.ts';
import { type Cloud, requireFeature } from '../cloud.ts';
import { conflictOf, invalidInput } from '../errors.ts';
import { type ServerRecord, servers, sshKeys } from '../records.ts';
import type { Reply, Route } from '../router.ts';
import { findServer } from './find-server.ts';
import { findPlacementGroup, requirePlace } from './placement-groups.ts';
import { requireOff } from './primary-ips.ts';

const protectionBody = z.strictObject({ delete: z.boolean().optional(), rebuild: z.boolean().optional() });
const typeBody = z.strictObject({ server_type: field.idOrName, upgrade_disk: z.boolean() });
const groupBody = z.strictObject({ placement_group: field.id });
const rescueBody = z.strictObject({ type: z.literal('linux64').optional(), ssh_keys: z.array(field.id).optional() });
const isoBody = z.strictObject({ iso: field.idOrName });

/** Hetzner picks a window and does not let anybody choose; the lab always picks this one (UTC hours). */
const backupWindow = '22-02';

export function serverSettingsRoutes(cloud: Cloud): Route[] {
  const { store, actions, machines } = cloud;

  actions.on('change_server_type', async (action) => {
    const server = servers(store).get(action.resources[0]?.id ?? 0);
    const type = findServerType(String(action.params.serverType));
    if (server === undefined || type === undefined) return;
    server.serverType = type.name;
    if (action.params.upgradeDisk === true) server.primaryDiskSize = type.disk;
    await machines.start(server); // the real API starts it again by itself; the provider relies on that
  });

  // It is moved to a host of its own and started there: the provider's own tests wait for `running`.
  actions.on('add_to_placement_group', async (action) => {
    const server = servers(store).get(action.resources[0]?.id ?? 0);
    if (server !== undefined && server.status !== 'running') await machines.start(server);
  });

  const change = (
    verb: string,
    handle: (server: ServerRecord, body: unknown) => { action: ActionRecord; more?: object },
  ): Route => ({
    method: 'POST',
    pattern: `/servers/:id/actions/${verb}`,
    handle: (request): Reply => {
      const server = findServer(cloud, request.params.id ?? '');
      actions.requireUnlocked({ type: 'server', id: server.id });
      const { action, more } = handle(server, request.body);
      return { status: 201, body: { action: actionView(action), ...more } };
    },
  });
  const done = (command: string, server: ServerRecord) => ({
    action: actions.done(command, [{ type: 'server', id: server.id }]),
  });

  return [
    change('change_protection', (server, body) => {
      const wish = field.read(protectionBody, body);
      const next = { ...server.protection, ...wish };
      if (next.delete !== next.rebuild) throw invalidInput({ rebuild: ['must be the same as delete'] });
      server.protection = next;
      return done('change_protection', server);
    }),
    change('change_type', (server, body) => {
      const wish = field.read(typeBody, body);
      const type = findServerType(wish.server_type);
      if (type === undefined) throw invalidInput({ server_type: [`server type '${wish.server_type}' not found`] });
      if (type.name === server.serverType)
        throw conflictOf('invalid_server_type', `server is already of type ${type.name}`);
      if (type.architecture !== findServerType(server.serverType)?.architecture) {
        throw conflictOf('invalid_server_type', `server type ${type.name} has another architecture`);
      }
      if (type.disk < server.primaryDiskSize) {
        throw conflictOf(
          'invalid_server_type',
          `disk of ${server.primaryDiskSize} GB does not fit ${type.name} (${type.disk} GB)`,
        );
      }
      if (!isOrderable(type, server.location, cloud.now())) {
        throw invalidInput(
          { server_type: ['unsupported location for server type'] },
          'unsupported location for server type',
        );
      }
      requireOff(server);
      server.status = 'migrating';
      const params = { serverType: type.name, upgradeDisk: wish.upgrade_disk };
      return { action: actions.start('change_server_type', [{ type: 'server', id: server.id }], { params }) };
    }),
    change('enable_backup', (server, body) => {
      field.read(field.nothing, body);
      requireFeature(cloud, 'backups', 'backups');
      server.backupWindow = backupWindow;
      return done('enable_backup', server);
    }),
    change('disable_backup', (server, body) => {
      field.read(field.nothing, body);
      server.backupWindow = null;
      return done('disable_backup', server);
    }),
    change('enable_rescue', (server, body) => {
      const wish = field.read(rescueBody, body);
      requireFeature(cloud, 'rescue', 'rescue system');
      for (const key of wish.ssh_keys ?? []) {
        if (sshKeys(store).get(key) === undefined) throw invalidInput({ ssh_keys: [`SSH key '${key}' not found`] });
      }
      server.rescueEnabled = true;
      return { ...done('enable_rescue', server), more: { root_password: randomBytes(15).toString('base64url') } };
    }),
    change('disable_rescue', (server, body) => {
      field.read(field.nothing, body);
      server.rescueEnabled = false;
      return done('disable_rescue', server);
    }),
    change('attach_iso', (server, body) => {
      const wish = field.read(isoBody, body);
      requireFeature(cloud, 'iso', 'drive for ISO images');
      const iso = findIso(wish.iso);
      if (iso === undefined) throw invalidInput({ iso: [`ISO '${wish.iso}' not found`] });
      server.isoId = iso.id;
      return done('attach_iso', server);
    }),
    change('detach_iso', (server, body) => {
      field.read(field.nothing, body);
      server.isoId = null;
      return done('detach_iso', server);
    }),
    change('add_to_placement_group', (server, body) => {
      const group = findPlacementGroup(store, field.read(groupBody, body).placement_group);
      requireOff(server);
      if (server.placementGroup !== null) {
        throw conflictOf(
          'already_in_placement_group',
          `server ${server.id} is in placement group ${server.placementGroup}`,
        );
      }
      requirePlace(store, group);
      server.placementGroup = group.id;
      store.touch();
      const subjects = [
        { type: 'server', id: server.id },
        { type: 'placement_group', id: group.id },
      ] as const;
      return { action: actions.start('add_to_placement_group', subjects) };
    }),
    change('remove_from_placement_group', (server, body) => {
      field.read(field.nothing, body);
      if (server.placementGroup === null) {
        throw conflictOf('not_in_placement_group', `server ${server.id} is in no placement group`);
      }
      server.placementGroup = null;
      return done('remove_from_placement_group', server);
    }),
  ];
}
