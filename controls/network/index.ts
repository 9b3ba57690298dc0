import type { Control } from '../control.ts';
import addressesAnsweredStrictly from './addresses-answered-strictly.ts';
import cloudFirewallExact from './cloud-firewall-exact.ts';
import echoBroadcastsIgnored from './echo-broadcasts-ignored.ts';
import forwardingDrop from './forwarding-drop.ts';
import forwardingOff from './forwarding-off.ts';
import hostFirewallPersistent from './host-firewall-persistent.ts';
import hostInboundDrop from './host-inbound-drop.ts';
import hostOpeningsExact from './host-openings-exact.ts';
import icmpAsNeeded from './icmp-as-needed.ts';
import invalidDropped from './invalid-dropped.ts';
import listenersExact from './listeners-exact.ts';
import listenersOwned from './listeners-owned.ts';
import loginsCounted from './logins-counted.ts';
import martiansLogged from './martians-logged.ts';
import metadataRootOnly from './metadata-root-only.ts';
import outsidePortsSilent from './outside-ports-silent.ts';
import redirectsRefused from './redirects-refused.ts';
import resolverOurs from './resolver-ours.ts';
import routerAdvertsIgnored from './router-adverts-ignored.ts';
import sourceRoutesRefused from './source-routes-refused.ts';
import spoofingFiltered from './spoofing-filtered.ts';
import synFloodsSurvived from './syn-floods-survived.ts';

export default [
  cloudFirewallExact,
  hostInboundDrop,
  hostOpeningsExact,
  hostFirewallPersistent,
  forwardingDrop,
  listenersExact,
  outsidePortsSilent,
  metadataRootOnly,
  redirectsRefused,
  sourceRoutesRefused,
  spoofingFiltered,
  martiansLogged,
  echoBroadcastsIgnored,
  synFloodsSurvived,
  forwardingOff,
  routerAdvertsIgnored,
  addressesAnsweredStrictly,
  icmpAsNeeded,
  invalidDropped,
  loginsCounted,
  resolverOurs,
  listenersOwned,
] as readonly Control[];
