import { gatewayUnit, group, home, user } from '../../openclaw/paths.ts';
import { defineControl } from '../control.ts';
import { everyProcess } from './_processes.ts';

export default defineControl({
  id: 'gateway.runs-as-openclaw',
  layer: 'application',
  severity: 'critical',
  title: 'Every process of the gateway runs as its own powerless account',
  failureTitle: 'A process of the gateway runs as somebody else',
  why: 'Whatever gets the agent to run code gets the account it runs as. As root that is the server; as an admin it is the next sudo.',
  references: ['https://docs.openclaw.ai/gateway/security', 'ANSSI BP-028 R35'],
  wants: () => ({
    groups: [group],
    users: [{ name: user, system: true, home, shell: '/usr/sbin/nologin', groups: [] }],
  }),
  needs: ['gatewayProcesses'],
  check: ({ gatewayProcesses }) =>
    everyProcess(
      gatewayProcesses,
      ({ users, groups }) =>
        users.join() === user && groups.join() === group
          ? undefined
          : `users ${users.join(', ')}; groups ${groups.join(', ')}`,
      `user ${user}, group ${group}, no other`,
      `See who they are: systemctl status ${gatewayUnit}; then restart it: sudo systemctl restart ${gatewayUnit}`,
    ),
});
