/** What is stored of each kind. Records hold what was decided; what the API shows of them is built by the `view`s. */
import type { Collection, Store } from './store.ts';

export type Labels = Record<string, string>;

/** Kinds of objects as actions name them. */
export type Kind =
  | 'server'
  | 'firewall'
  | 'volume'
  | 'network'
  | 'primary_ip'
  | 'placement_group'
  | 'image'
  | 'iso'
  | 'zone';

export interface SshKeyRecord {
  readonly id: number;
  name: string;
  readonly fingerprint: string;
  readonly publicKey: string;
  labels: Labels;
  readonly created: string;
}

export type ServerStatus = 'initializing' | 'starting' | 'running' | 'stopping' | 'off' | 'deleting' | 'migrating';

export interface PrivateNet {
  readonly network: number;
  ip: string;
  aliasIps: string[];
  readonly macAddress: string;
}

export interface ServerRecord {
  readonly id: number;
  name: string;
  status: ServerStatus;
  readonly created: string;
  serverType: string;
  readonly imageId: number;
  readonly location: string;
  /** Gigabytes; grows with `change_type` and `upgrade_disk`. */
  primaryDiskSize: number;
  labels: Labels;
  readonly userData: string;
  readonly publicKeys: readonly string[];
  privateNets: PrivateNet[];
  placementGroup: number | null;
  protection: { delete: boolean; rebuild: boolean };
  backupWindow: string | null;
  rescueEnabled: boolean;
  isoId: number | null;
}

export interface RuleRecord {
  readonly direction: 'in' | 'out';
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp' | 'gre';
  readonly port: string | null;
  readonly source_ips: readonly string[];
  readonly destination_ips: readonly string[];
  readonly description: string | null;
}

export interface FirewallRecord {
  readonly id: number;
  name: string;
  labels: Labels;
  readonly created: string;
  rules: RuleRecord[];
  /** Servers it is applied to by id; label selectors come on top. */
  servers: number[];
  selectors: string[];
}

export interface PrimaryIpRecord {
  readonly id: number;
  name: string;
  readonly type: 'ipv4' | 'ipv6';
  /** `198.18.0.2`, or the /64 as a CIDR. */
  readonly ip: string;
  labels: Labels;
  readonly created: string;
  readonly location: string;
  autoDelete: boolean;
  /** The server it belongs to. */
  assignee: number | null;
  protection: { delete: boolean };
  /** Names set by the caller; an IPv4 address without one has Hetzner's default name. */
  pointers: { ip: string; dns_ptr: string }[];
}

export interface VolumeRecord {
  readonly id: number;
  name: string;
  /** Gigabytes. */
  size: number;
  status: 'creating' | 'available';
  server: number | null;
  readonly location: string;
  readonly format: 'ext4' | 'xfs' | null;
  protection: { delete: boolean };
  labels: Labels;
  readonly created: string;
}

export interface SubnetRecord {
  readonly type: 'cloud' | 'server';
  readonly ipRange: string;
  readonly networkZone: string;
}

export interface NetworkRecord {
  readonly id: number;
  name: string;
  ipRange: string;
  subnets: SubnetRecord[];
  routes: { destination: string; gateway: string }[];
  exposeRoutesToVswitch: boolean;
  protection: { delete: boolean };
  labels: Labels;
  readonly created: string;
}

export interface PlacementGroupRecord {
  readonly id: number;
  name: string;
  readonly type: 'spread';
  labels: Labels;
  readonly created: string;
}

export interface PrimaryNameserver {
  readonly address: string;
  readonly port: number;
  readonly tsig_algorithm?: string;
  readonly tsig_key?: string;
}

export interface ZoneRecord {
  readonly id: number;
  /** `example.com`: lower case, no dot at the end. */
  readonly name: string;
  readonly mode: 'primary' | 'secondary';
  /** Seconds; for RRSets without one of their own. */
  ttl: number;
  labels: Labels;
  protection: { delete: boolean };
  /** Where a secondary zone comes from; empty for a primary one. */
  primaryNameservers: readonly PrimaryNameserver[];
  readonly created: string;
  /** Of the SOA record: `YYYYMMDDnn`, and one more with every change of the zone's records. */
  serial: number;
}

/** One resource record as the API writes it: the value in zone file syntax. */
export interface ResourceRecord {
  readonly value: string;
  readonly comment: string;
}

/** All records of one name and type. */
export interface RrsetRecord {
  readonly id: number;
  readonly zone: number;
  /** Relative to the zone; `@` is the zone itself. */
  readonly name: string;
  readonly type: string;
  /** Seconds; `null`: the zone's. */
  ttl: number | null;
  labels: Labels;
  protection: { change: boolean };
  /** Of a SOA the serial is 0 here: it is the zone's. */
  records: readonly ResourceRecord[];
}

export const sshKeys = (store: Store): Collection<SshKeyRecord> => store.collection('ssh_keys');
export const servers = (store: Store): Collection<ServerRecord> => store.collection('servers');
export const firewalls = (store: Store): Collection<FirewallRecord> => store.collection('firewalls');
export const primaryIps = (store: Store): Collection<PrimaryIpRecord> => store.collection('primary_ips');
export const volumes = (store: Store): Collection<VolumeRecord> => store.collection('volumes');
export const networks = (store: Store): Collection<NetworkRecord> => store.collection('networks');
export const placementGroups = (store: Store): Collection<PlacementGroupRecord> => store.collection('placement_groups');
export const zones = (store: Store): Collection<ZoneRecord> => store.collection('zones');
export const rrsets = (store: Store): Collection<RrsetRecord> => store.collection('rrsets');
