import type { Sabotage } from '../sabotage.ts';

const thisServer = [{ type: 'server', server: { id: '{server}' } }];

export default {
  control: 'network.cloud-firewall-exact',
  break: {
    where: 'api',
    method: 'POST',
    path: '/firewalls/{firewall}/actions/remove_from_resources',
    body: { remove_from: thisServer },
  },
  repair: {
    where: 'api',
    method: 'POST',
    path: '/firewalls/{firewall}/actions/apply_to_resources',
    body: { apply_to: thisServer },
  },
} satisfies Sabotage;
