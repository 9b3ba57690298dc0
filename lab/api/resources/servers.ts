import { z } from 'zod';
import { actionView } from '../actions.ts';
import * as field from '../body.ts';
import { type Cloud, requireFreeName } from '../cloud.ts';
import { isProtected } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { firewalls, primaryIps, type ServerRecord, servers, volumes } from '../records.ts';
import type { ApiRequest, Route } from '../router.ts';
import { findServer } from './find-server.ts';
import { serverCreateRoute } from './server-create.ts';
import { serverNetworkRoutes } from './server-networks.ts';
import { serverPowerRoutes } from './server-power.ts';
import { serverSettingsRoutes } from './server-settings.ts';
import { serverView } from './server-view.ts';

const updateBody = z.strictObject({ name: field.hostName.optional(), labels: field.labels.optional() });

export function serverRoutes(cloud: Cloud): Route[] {
  const { store, actions, machines } = cloud;
  const all = servers(store);
  const view = (server: ServerRecord) => serverView(cloud, server);
  const wanted = ({ params }: ApiRequest): ServerRecord => findServer(cloud, params.id ?? '');

  actions.on('delete_server', async (action) => {
    const server = all.get(action.resources[0]?.id ?? 0);
    if (server === undefined) return;
    await machines.destroy(server);
    forget(cloud, server);
  });

  return [
    {
      method: 'GET',
      pattern: '/servers',
      query: [...pageParameters, 'name', 'status', 'label_selector', 'sort'],
      handle: ({ query }) =>
        list(all.all(), {
          key: 'servers',
          query,
          filters: { name: ({ name }) => name, status: ({ status }) => status },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
          view,
        }),
    },
    serverCreateRoute(cloud),
    {
      method: 'GET',
      pattern: '/servers/:id',
      handle: (request) => ({ status: 200, body: { server: view(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/servers/:id',
      handle: async (request) => {
        const server = wanted(request);
        const change = field.read(updateBody, request.body);
        if (change.name !== undefined) requireFreeName(all, change.name, 'server name is already used', server);
        server.name = change.name ?? server.name;
        if (change.labels !== undefined) {
          server.labels = change.labels;
          store.touch();
          await machines.syncFirewalls([server.id]); // label selectors of firewalls may hold now, or no longer
        }
        return { status: 200, body: { server: view(server) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/servers/:id',
      handle: (request) => {
        const server = wanted(request);
        if (server.protection.delete) throw isProtected('server', 'deletion');
        actions.requireUnlocked({ type: 'server', id: server.id });
        server.status = 'deleting';
        const action = actions.start('delete_server', [{ type: 'server', id: server.id }]);
        return { status: 200, body: { action: actionView(action) } };
      },
    },
    ...serverPowerRoutes(cloud),
    ...serverNetworkRoutes(cloud),
    ...serverSettingsRoutes(cloud),
  ];
}

/** What becomes of everything that belonged to a server that is gone. */
function forget({ store }: Cloud, server: ServerRecord): void {
  for (const ip of primaryIps(store).filter((one) => one.assignee === server.id)) {
    if (ip.autoDelete && !ip.protection.delete) primaryIps(store).remove(ip.id);
    else ip.assignee = null;
  }
  for (const volume of volumes(store).filter((one) => one.server === server.id)) volume.server = null;
  for (const wall of firewalls(store).all()) wall.servers = wall.servers.filter((id) => id !== server.id);
  servers(store).remove(server.id);
}
