import type { Control } from '../control.ts';
import cloudFirewallExact from './cloud-firewall-exact.ts';
import forwardingDrop from './forwarding-drop.ts';
import hostFirewallPersistent from './host-firewall-persistent.ts';
import hostInboundDrop from './host-inbound-drop.ts';
import hostOpeningsExact from './host-openings-exact.ts';
import listenersExact from './listeners-exact.ts';
import metadataRootOnly from './metadata-root-only.ts';
import outsidePortsSilent from './outside-ports-silent.ts';

export default [
  cloudFirewallExact,
  hostInboundDrop,
  hostOpeningsExact,
  hostFirewallPersistent,
  forwardingDrop,
  listenersExact,
  outsidePortsSilent,
  metadataRootOnly,
] as readonly Control[];
