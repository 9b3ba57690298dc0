/** Every resource of the API. A new one is a file here and a line below. */
import type { Cloud } from '../cloud.ts';
import type { Route } from '../router.ts';
import { actionRoutes } from './actions.ts';
import { firewallRoutes } from './firewalls.ts';
import { imageRoutes } from './images.ts';
import { isoRoutes } from './isos.ts';
import { locationRoutes } from './locations.ts';
import { networkRoutes } from './networks.ts';
import { placementGroupRoutes } from './placement-groups.ts';
import { primaryIpRoutes } from './primary-ips.ts';
import { serverTypeRoutes } from './server-types.ts';
import { serverRoutes } from './servers.ts';
import { sshKeyRoutes } from './ssh-keys.ts';
import { volumeRoutes } from './volumes.ts';
import { zoneRrsetRoutes } from './zone-rrsets.ts';
import { zoneRoutes } from './zones.ts';

export function everyRoute(cloud: Cloud): Route[] {
  const resources = [
    actionRoutes,
    firewallRoutes,
    imageRoutes,
    isoRoutes,
    locationRoutes,
    networkRoutes,
    placementGroupRoutes,
    primaryIpRoutes,
    serverRoutes,
    serverTypeRoutes,
    sshKeyRoutes,
    volumeRoutes,
    zoneRoutes,
    zoneRrsetRoutes,
  ];
  return resources.flatMap((routes) => routes(cloud));
}
