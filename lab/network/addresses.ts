import ipaddr from 'ipaddr.js';

import { KitError } from '../../policy/errors.ts';
import type { LabSettings } from '../settings.ts';

/** As at Hetzner: every machine's IPv4 gateway, on the link although its address is not. */
export const GATEWAY = '172.31.1.1';
export const METADATA_ADDRESS = '169.254.169.254';
/** Where a machine may install npm packages from: the host's own registry, with a cache before it. */
export const NPM_REGISTRY = `http://${GATEWAY}`;
/** Hetzner's own resolvers, which its machines are told to use. In the lab the router answers at these addresses. */
export const RESOLVERS = ['185.12.64.1', '185.12.64.2'] as const;
export const RESOLVERS_V6 = ['2a01:4ff:ff00::add:1', '2a01:4ff:ff00::add:2'] as const;

/** The lab's own addresses and names, all derived from its settings. */
export interface LabNetwork {
  /** The host's end of the link to the router. The API listens here. */
  readonly host: { readonly link: string; readonly ipv4: string; readonly ipv6: string };
  readonly router: { readonly namespace: string; readonly link: string; readonly ipv4: string; readonly ipv6: string };
  readonly ipv4Range: string;
  readonly ipv6Range: string;
  /** Where the lab's name server answers on the host's side, port 53: for the operator's programs and for the CA. */
  readonly nameServer: string;
  readonly authority: {
    /** The CA as machines and operators see it, port 443. An address of the router. */
    readonly ipv4: string;
    /** Where its process listens, out of the machines' reach. No other lab of this host has the same. */
    readonly loopback: string;
  };
  /** Parts of both ranges that machines never get: the link between host and router, and the lab's own services. */
  readonly reserved: readonly string[];
  /** Name of the nft tables, on the host and in the router. */
  readonly table: string;
}

export function labNetwork(settings: LabSettings): LabNetwork {
  const { prefix, ipv4Range, ipv6Range } = settings;
  const [base, length] = ipaddr.IPv4.parseCIDR(ipv4Range);
  const start = toNumber(base);
  const end = start + 2 ** (32 - length);
  const v6 = ipaddr.IPv6.parseCIDR(ipv6Range)[0].toString().replace(/::$/, '');
  return {
    host: { link: `${prefix}-h`, ipv4: fromNumber(start + 1), ipv6: `${v6}::1` },
    router: { namespace: `${prefix}-router`, link: `${prefix}-r`, ipv4: fromNumber(start + 2), ipv6: `${v6}::2` },
    nameServer: fromNumber(start + 1),
    // The 18 or 19 of the range stays in the second place, so that it is nobody's 127.0.0.x.
    authority: { ipv4: fromNumber(start + 4), loopback: fromNumber(start + 1).replace(/^198/, '127') },
    ipv4Range,
    ipv6Range,
    reserved: [`${fromNumber(start)}/28`, `${fromNumber(end - 1)}/32`, `${v6}::/64`],
    table: `${prefix}-lab`,
  };
}

function toNumber(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function fromNumber(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value / 2 ** shift) & 255).join('.');
}

/** The machine's own address inside its /64. */
export function machineIpv6(range: string): string {
  return `${ipaddr.IPv6.parseCIDR(range)[0].toString().replace(/::$/, '')}::1`;
}

/** 96:00:… as Hetzner's public interfaces; the rest is the server's id, so that it stays over a rebuild. */
export function machineMac(id: number): string {
  const tail = [24, 16, 8, 0].map((shift) => (Math.floor(id / 2 ** shift) & 255).toString(16).padStart(2, '0'));
  return ['96', '00', ...tail].join(':');
}

/** In the router's namespace, where no other lab can have the same. 13 characters for the largest id of 32 bits. */
export function machineLink(id: number): string {
  return `vm${id}`;
}

/** Also the machine's name towards systemd-nspawn. */
export function machineNamespace(prefix: string, id: number): string {
  return `${prefix}-${id}`;
}

/** One line of `ip -j route show table all`, as far as it is needed. */
export interface HostRoute {
  readonly dst: string;
  readonly dev?: string;
}

/** @throws E_LAB_ADDRESSES when the host already sends part of the lab's ranges somewhere else. */
export function checkRanges(network: LabNetwork, routes: readonly HostRoute[]): void {
  for (const range of [network.ipv4Range, network.ipv6Range]) {
    const taken = routes.find(({ dst, dev }) => dev !== network.host.link && overlaps(range, dst));
    if (taken === undefined) continue;
    throw new KitError({
      code: 'E_LAB_ADDRESSES',
      what: `The lab's range ${range} is in use on this host.`,
      why: `there is a route to ${taken.dst}${taken.dev === undefined ? '' : ` through ${taken.dev}`}; the lab would cut it off.`,
      next: 'give the lab another part of 198.18.0.0/15, for example SCLERITE_LAB_IPV4=198.19.0.0/16.',
    });
  }
}

function overlaps(range: string, route: string): boolean {
  if (!ipaddr.isValidCIDR(route) && !ipaddr.isValid(route)) return false; // "default", or a type such as "unreachable"
  const [network, length] = ipaddr.parseCIDR(range);
  const [other, otherLength] = route.includes('/')
    ? ipaddr.parseCIDR(route)
    : ([ipaddr.parse(route), ipaddr.parse(route).kind() === 'ipv4' ? 32 : 128] as const);
  if (network.kind() !== other.kind() || otherLength === 0) return false;
  return network.match(other, Math.min(length, otherLength));
}
