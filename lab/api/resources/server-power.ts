/** Power actions. */
import { actionView } from '../actions.ts';
import * as field from '../body.ts';
import type { Cloud } from '../cloud.ts';
import { conflictOf } from '../errors.ts';
import { primaryIps, type ServerRecord, servers } from '../records.ts';
import type { Route } from '../router.ts';
import { findServer } from './find-server.ts';

export function serverPowerRoutes(cloud: Cloud): Route[] {
  const { store, actions, machines } = cloud;

  const job = (command: string, work: (server: ServerRecord) => Promise<void>) =>
    actions.on(command, async (action) => {
      const server = servers(store).get(action.resources[0]?.id ?? 0);
      if (server !== undefined) await work(server);
    });
  const again = async (server: ServerRecord, how: 'graceful' | 'cut') => {
    if (server.status !== 'off') await machines.stop(server, how);
    await machines.start(server);
  };
  job('start_server', async (server) => {
    if (server.status !== 'running') await machines.start(server);
  });
  job('stop_server', async (server) => {
    if (server.status !== 'off') await machines.stop(server, 'cut');
  });
  job('shutdown_server', async (server) => {
    if (server.status !== 'off') await machines.stop(server, 'graceful');
  });
  job('reboot_server', (server) => again(server, 'graceful'));
  job('reset_server', (server) => again(server, 'cut'));

  const route = (verb: string, command: string, check: (server: ServerRecord) => void = () => {}): Route => ({
    method: 'POST',
    pattern: `/servers/:id/actions/${verb}`,
    handle: (request) => {
      const server = findServer(cloud, request.params.id ?? '');
      field.read(field.nothing, request.body);
      actions.requireUnlocked({ type: 'server', id: server.id });
      check(server);
      const action = actions.start(command, [{ type: 'server', id: server.id }]);
      return { status: 201, body: { action: actionView(action) } };
    },
  });
  const requireInterface = (server: ServerRecord) => {
    const hasAddress = primaryIps(store).find((ip) => ip.assignee === server.id) !== undefined;
    if (!hasAddress && server.privateNets.length === 0) {
      throw conflictOf('server_without_network', `server ${server.id} has neither a public address nor a network`);
    }
  };
  return [
    route('poweron', 'start_server', requireInterface),
    route('poweroff', 'stop_server'),
    route('shutdown', 'shutdown_server'),
    route('reboot', 'reboot_server'),
    route('reset', 'reset_server'),
  ];
}
