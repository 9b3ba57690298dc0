import type { Ingress } from './declared.ts';

/** A whole file, compared and replaced whole. Never a line in somebody else's file. */
export interface WantedFile {
  readonly path: string;
  readonly content: string;
  /** Four octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

export interface WantedDirectory {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

export interface WantedUser {
  readonly name: string;
  readonly system: boolean;
  readonly home: string;
  readonly shell: string;
  /** Supplementary groups, exactly these. */
  readonly groups: readonly string[];
  /** Contents of ~/.ssh/authorized_keys, line by line; undefined: the user has no such file. */
  readonly authorizedKeys?: readonly string[];
}

export interface WantedUnit {
  readonly name: string;
  /** `masked` units can be started by nothing; `static` ones know no enablement and are started by what needs them. */
  readonly enabled: 'enabled' | 'disabled' | 'masked' | 'static';
  readonly active: boolean;
  /** Its own conditions may keep it from starting (auditd in a container): that is as good as running. @default false */
  readonly maySkip?: boolean;
  /** Paths whose change asks for a reload or restart of this unit. */
  readonly watches?: readonly string[];
  /** @default 'restart' */
  readonly onChange?: 'reload' | 'restart';
}

/**
 * What one control asks of a server. Lists are united; maps are merged key by key, and two controls that want different
 * values for one key stop the synth with both their names.
 */
export interface Wishes {
  /** Debian packages. */
  readonly packages?: readonly string[];
  readonly groups?: readonly string[];
  readonly users?: readonly WantedUser[];
  readonly files?: readonly WantedFile[];
  readonly directories?: readonly WantedDirectory[];
  /** Paths that must not exist. */
  readonly absent?: readonly string[];
  readonly units?: readonly WantedUnit[];
  /** sshd keywords, rendered into `/etc/ssh/sshd_config.d/00-sclerite.conf`. */
  readonly sshd?: Readonly<Record<string, string>>;
  /** sshd keywords for one login name (`Match User`), rendered at the end of the same file. */
  readonly sshdFor?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** fail2ban sections, rendered into `/etc/fail2ban/jail.d/sclerite.local`: read after every `.conf`, and the last value wins. */
  readonly fail2ban?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** apt settings (`Unattended-Upgrade::Automatic-Reboot` → `false`), rendered into `/etc/apt/apt.conf.d/52sclerite`. */
  readonly apt?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Kernel settings, by path below `/proc/sys` (`net/ipv4/tcp_syncookies`; a star is one segment), rendered into
   * `/etc/sysctl.d/zz-sclerite.conf`.
   */
  readonly sysctl?: Readonly<Record<string, string>>;
  /** Kernel modules that nothing may load, rendered into `/etc/modprobe.d/sclerite.conf`. */
  readonly modulesOff?: readonly string[];
  /** Rules of auditctl(8), rendered into `/etc/audit/rules.d/sclerite.rules` in the order of their controls' ids. */
  readonly audit?: readonly string[];
  /** Openings; everything else is dropped. */
  readonly ingress?: readonly Ingress[];
  /** nft rules (one line each) for the output chain, rendered into `/etc/nftables.conf` in the order of their controls' ids. */
  readonly nftOutput?: readonly string[];
  /** nft rules that say what may leave, behind `nftOutput`; what none of them accepts is refused. @default everything may leave */
  readonly nftEgress?: readonly string[];
  /** nft rules for the input chain, before any opening. */
  readonly nftInput?: readonly string[];
}

/** The merged, rendered state of one server: what cloud-init gives birth to, what apply keeps, what drift is measured from. */
export interface Wanted {
  readonly packages: readonly string[];
  readonly groups: readonly string[];
  readonly users: readonly WantedUser[];
  readonly files: readonly WantedFile[];
  readonly directories: readonly WantedDirectory[];
  readonly absent: readonly string[];
  readonly units: readonly WantedUnit[];
}
