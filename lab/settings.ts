import { createHash } from 'node:crypto';

import ipaddr from 'ipaddr.js';

import { usageError } from '../policy/errors.ts';

/** The drivers that run real machines, and as the operator names them. */
export const driverNames = ['nspawn', 'qemu'] as const;
export type DriverName = (typeof driverNames)[number];

/**
 * Everything that tells one lab from another on the same host. Two labs whose prefix, ranges and directory differ do not
 * touch each other.
 */
export interface LabSettings {
  /** How machines are run. @default that of the lab's machines, else nspawn (lab/drivers/choose.ts) */
  readonly driver?: DriverName | undefined;
  /** Starts the name of everything the lab makes on the host: links, namespaces, nft tables, cgroups. */
  readonly prefix: string;
  /** Addresses of this lab, a /16 to /24 inside 198.18.0.0/15 (RFC 2544: set aside for test networks). */
  readonly ipv4Range: string;
  /** A /48 of unique local addresses (RFC 4193), derived from the prefix unless given. */
  readonly ipv6Range: string;
  readonly apiPort: number;
  /** Machines' disks, the API's objects, the token. 0700. */
  readonly stateDir: string;
  /** Images and downloaded packages: shared by all labs of a host, survives `lab down`. */
  readonly cacheDir: string;
}

export const defaultSettings: LabSettings = settingsFrom({});

/** 15 characters fit into a link's name; `-h` and `-r` are appended. */
const PREFIX = /^[a-z][a-z0-9]{1,9}$/;

/** Fills in what is missing. @throws E_USAGE when a value cannot work. */
export function labSettings(given: Partial<LabSettings>): LabSettings {
  const settings = settingsFrom(given);
  if (!PREFIX.test(settings.prefix)) {
    throw usageError({
      what: `The lab's prefix ${JSON.stringify(settings.prefix)} cannot be used.`,
      why: 'it starts the names of network links, which hold 15 characters: 2 to 10 lower-case letters and digits.',
      next: 'choose another one.',
    });
  }
  const [network, length] = parseRange(settings.ipv4Range, 'ipv4');
  const whole = ipaddr.parseCIDR('198.18.0.0/15');
  if (!network.match(whole) || length < 16 || length > 24) {
    throw usageError({
      what: `The lab's range ${settings.ipv4Range} cannot be used.`,
      why: 'it has to be a /16 to /24 inside 198.18.0.0/15, the block set aside for test networks.',
      next: 'choose, for example, 198.19.0.0/16.',
    });
  }
  parseRange(settings.ipv6Range, 'ipv6');
  return settings;
}

function settingsFrom(given: Partial<LabSettings>): LabSettings {
  const prefix = given.prefix ?? 'sclerite';
  const ipv4Range = given.ipv4Range ?? '198.18.0.0/16';
  return {
    ...(given.driver === undefined ? {} : { driver: given.driver }),
    prefix,
    ipv4Range,
    ipv6Range: given.ipv6Range ?? localRange(`${prefix} ${ipv4Range}`),
    apiPort: given.apiPort ?? 8080,
    stateDir: given.stateDir ?? `/var/lib/${prefix}/lab`,
    cacheDir: given.cacheDir ?? '/var/cache/sclerite/lab',
  };
}

function parseRange(range: string, kind: 'ipv4' | 'ipv6'): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (ipaddr.isValidCIDR(range)) {
    const [address, length] = ipaddr.parseCIDR(range);
    if (address.kind() === kind) return [address, length];
  }
  throw usageError({
    what: `The lab's range ${JSON.stringify(range)} cannot be used.`,
    why: `it is not an ${kind === 'ipv4' ? 'IPv4' : 'IPv6'} range such as ${kind === 'ipv4' ? '198.18.0.0/16' : 'fd00:1:2::/48'}.`,
    next: 'write an address, a slash and a length.',
  });
}

/** RFC 4193 wants 40 bits nobody else has: here they come from the lab's own name, so that they never change. */
function localRange(seed: string): string {
  const bits = createHash('sha256').update(seed).digest('hex');
  return `fd${bits.slice(0, 2)}:${bits.slice(2, 6)}:${bits.slice(6, 10)}::/48`;
}

/** @throws E_USAGE */
export function parseDriver(name: string): DriverName {
  const found = driverNames.find((one) => one === name);
  if (found !== undefined) return found;
  throw usageError({
    what: `The lab has no driver ${JSON.stringify(name)}.`,
    why: `its machines are run by ${driverNames.join(' or ')}.`,
    next: 'nspawn starts in seconds; qemu gives machines a kernel of their own. See docs/lab.md.',
  });
}

/** The lab that this process talks about: its environment decides, so that a test can run beside an operator's lab. */
export function settingsOfEnvironment(env: NodeJS.ProcessEnv): LabSettings {
  return labSettings({
    ...(env.SCLERITE_LAB_DRIVER ? { driver: parseDriver(env.SCLERITE_LAB_DRIVER) } : {}),
    ...(env.SCLERITE_LAB_PREFIX ? { prefix: env.SCLERITE_LAB_PREFIX } : {}),
    ...(env.SCLERITE_LAB_IPV4 ? { ipv4Range: env.SCLERITE_LAB_IPV4 } : {}),
    ...(env.SCLERITE_LAB_IPV6 ? { ipv6Range: env.SCLERITE_LAB_IPV6 } : {}),
    ...(env.SCLERITE_LAB_STATE ? { stateDir: env.SCLERITE_LAB_STATE } : {}),
    ...(env.SCLERITE_CACHE ? { cacheDir: env.SCLERITE_CACHE } : {}),
  });
}

/** The same, to be handed to a child process. */
export function environmentOf(settings: LabSettings): Record<string, string> {
  return {
    ...(settings.driver === undefined ? {} : { SCLERITE_LAB_DRIVER: settings.driver }),
    SCLERITE_LAB_PREFIX: settings.prefix,
    SCLERITE_LAB_IPV4: settings.ipv4Range,
    SCLERITE_LAB_IPV6: settings.ipv6Range,
    SCLERITE_LAB_STATE: settings.stateDir,
    SCLERITE_CACHE: settings.cacheDir,
  };
}
