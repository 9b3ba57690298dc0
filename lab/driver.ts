/**
 * What the emulated API asks of whatever runs its machines. The API decides *what* should be (state, addresses, firewall
 * rules); a driver makes it so. `none` keeps everything on paper, `nspawn` boots real Debian systems.
 */

/** One rule of a cloud firewall, as the API stores it (canonical CIDRs). */
export interface FirewallRule {
  readonly direction: 'in' | 'out';
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp' | 'gre';
  /** `"22"`, `"80-85"` or `"any"`; absent for icmp, esp and gre. */
  readonly port?: string;
  readonly sourceIps: readonly string[];
  readonly destinationIps: readonly string[];
}

/** A volume as the machine sees it. */
export interface VolumeSpec {
  readonly id: number;
  /** Gigabytes. */
  readonly size: number;
  readonly format: 'ext4' | 'xfs' | null;
}

/** A machine as the API ordered it. Addresses are already chosen; `null` means that family is switched off. */
export interface MachineSpec {
  /** The server's id: unique for ever, also the instance id in the metadata. */
  readonly id: number;
  readonly name: string;
  /** `debian-13`, `debian-12`, … */
  readonly image: string;
  readonly location: string;
  readonly cores: number;
  /** Gigabytes. */
  readonly memory: number;
  /** Gigabytes. */
  readonly disk: number;
  readonly ipv4: string | null;
  /** The /64, as `2001:db8:0:1::/64`; the machine itself is `…::1`. */
  readonly ipv6: string | null;
  /** Decoded user data, exactly the bytes the caller sent ('' when none). */
  readonly userData: string;
  /** OpenSSH public keys that go to root, as at Hetzner. */
  readonly publicKeys: readonly string[];
}

export type PowerState = 'running' | 'off';

/** What some machines can do beyond the methods below. */
export type Feature = 'private-networks' | 'rescue' | 'iso' | 'backups';

/**
 * Every method may be called again after a crash: it makes the world match its arguments and succeeds when it already does.
 * Every failure is thrown as an Error whose message says what and why; the API puts it into the action's `error`.
 */
export interface Driver {
  readonly name: string;
  /** The API refuses what is not listed with 422 unsupported_error, so that nobody believes it happened. @default none */
  readonly features?: ReadonlySet<Feature>;
  /** Lays the machine's disk out. Does not start it. */
  create(spec: MachineSpec): Promise<void>;
  /** Starts the machine with the rules in force *before* its first instruction. Resolves once it is running (not booted). */
  start(spec: MachineSpec, rules: readonly FirewallRule[] | null): Promise<void>;
  /** `graceful` sends the ACPI button and waits; otherwise the power is cut. */
  stop(id: number, how: 'graceful' | 'cut'): Promise<void>;
  /** Removes the machine with its disk. */
  destroy(id: number): Promise<void>;
  /** Replaces the rules around a machine at once. `null`: no firewall is attached, everything passes, as at Hetzner. */
  setFirewall(id: number, rules: readonly FirewallRule[] | null): Promise<void>;
  attachVolume(id: number, volume: VolumeSpec): Promise<void>;
  detachVolume(id: number, volume: VolumeSpec): Promise<void>;
  /** Forgets the content of a volume that no machine has. @default there is none to forget */
  deleteVolume?(volume: number): Promise<void>;
  /** Machines that this driver knows, as they are now: one that died is `off`. */
  states(): Promise<ReadonlyMap<number, PowerState>>;
}
