/**
 * What the operator wrote, checked and resolved: keys and certificates are text here, not paths. Built by
 * `config/schema.ts` from `sclerite.config.ts`; everything below this folder works on it alone.
 */

export interface ServerConfig {
  /** RFC 1123 label, unique in the project; also the host name. */
  readonly name: string;
  /** Hetzner server type. @default 'cx23' (2 vCPU, 4 GB) */
  readonly type: string;
  /** Hetzner location. @default 'nbg1' */
  readonly location: string;
  /** Only Debian 13 for now: every check and every sandbox setting was measured there. @default 'debian-13' */
  readonly image: 'debian-13';
  readonly labels: Readonly<Record<string, string>>;
  /** A volume beside the disk, gigabytes. @default none */
  readonly volume?: { readonly size: number };
  /** The full host name, lower case ASCII: people type it, the certificate bears it, reverse DNS answers it. @default none */
  readonly domain?: string;
  /** The zone at Hetzner whose records the kit keeps for `domain`. @default none: somebody else keeps the records */
  readonly zone?: string;
  /** How people reach the gateway beside SSH. `tls` and `mtls` need `domain`. @default 'tunnel' */
  readonly exposure: Exposure;
}

/** `tunnel`: nothing but SSH. `tls`: nginx with a certificate and a password. `mtls`: nginx that asks for a device's certificate. */
export type Exposure = 'tunnel' | 'tls' | 'mtls';

/** Settings of whatever is exposed; see `TlsInput` in define-config.ts for what each means. */
export interface TlsConfig {
  readonly authority: Authority;
  /** Where the CA may write to about expiry and incidents. @default none */
  readonly email?: string;
  readonly challenge: 'http-01' | 'dns-01';
  /** Mozilla's profiles: `modern` is TLS 1.3 alone. @default 'intermediate' */
  readonly profile: 'intermediate' | 'modern';
  /** Who may reach port 443. */
  readonly from: 'anywhere' | readonly string[];
  /** What stands in front of the gateway's own token where no device certificate does; must be spelled out for `tls`. */
  readonly identity?: 'password';
}

/** An ACME CA. */
export interface Authority {
  /** Address of its directory. */
  readonly directory: string;
  /** What a CAA record calls it (`letsencrypt.org`); undefined: it has no such name, and no CAA record is made. */
  readonly caa?: string;
  /** PEM of the CA that signed the directory's own HTTPS certificate, where the system does not know it. */
  readonly directoryRoots?: string;
  /** PEM of the roots that its certificates lead to, where the world does not know them (staging, a company's, the lab's). */
  readonly roots?: string;
}

/** Somebody who may log in. */
export interface OperatorKey {
  readonly name: string;
  /** `type base64 comment`, trimmed. */
  readonly publicKey: string;
  /** The private half on this machine; undefined: an ssh-agent holds it. */
  readonly identityFile?: string;
}

/**
 * Who may reach SSH: `caller` is the address this machine is seen with, found out at deploy; `anywhere` must be spelled out;
 * else canonical CIDRs.
 */
export type SshSources = 'caller' | 'anywhere' | readonly string[];

/** Where a secret is read from at handover. The value itself is never in the config. */
export type SecretReference = { readonly env: string } | { readonly file: string };

export interface Suppression {
  /** A control's id. */
  readonly control: string;
  /** Only on this server. @default every server */
  readonly server?: string;
  /** Which verdict it is about; the other ones stay. @default 'fail' */
  readonly verdict?: 'fail' | 'cannot-tell';
  readonly reason: string;
  /** Last day it counts, `2027-01-31`. */
  readonly until: string;
}

export interface Config {
  /**
   * Prefix of the names of cloud resources (but the servers', which are host names), and the value of the label `sclerite`.
   * @default 'sclerite'
   */
  readonly project: string;
  readonly servers: readonly ServerConfig[];
  /** Login name of the admin. @default 'admin' */
  readonly admin: string;
  readonly operators: readonly OperatorKey[];
  /** Public keys that may ask for the facts and nothing else (a CI's). @default none */
  readonly auditors: readonly string[];
  readonly ssh: {
    readonly from: SshSources;
    /** How SSH agrees on its keys: see define-config.ts. @default 'post-quantum-first' */
    readonly keyExchange: 'post-quantum-first' | 'post-quantum-only';
  };
  /** What may leave a server: see define-config.ts. @default 'web' */
  readonly egress: 'web' | 'open';
  /** TCP ports that root may reach beyond 80 and 443. @default none */
  readonly egressPorts: readonly number[];
  /** Addresses that fail2ban never bans, canonical CIDRs. @default none */
  readonly fail2ban?: { readonly exempt: readonly string[] };
  /** When a server reboots that an update wants to: `HH:MM`, UTC. @default '04:30' */
  readonly updates?: { readonly rebootAt: string };
  readonly tls: TlsConfig;
  readonly openclaw: {
    /** `provider/model`. @default 'anthropic/claude-sonnet-4-6' */
    readonly model: string;
    /** Loopback port of the gateway. @default 18789 */
    readonly port: number;
    readonly channels: { readonly telegram?: { readonly allowFrom: readonly string[] } };
    /** Tools allowed beyond the messaging profile. @default none */
    readonly tools: { readonly allow: readonly string[] };
    /** npm registry the server installs from. @default what `npm config get registry` says on this machine */
    readonly registry?: string;
    /** OpenClaw's own page in the browser. @default false */
    readonly controlUi: boolean;
  };
  /** By the name of the credential on the server: `anthropic`, `openai`, `telegram`, … */
  readonly secrets: Readonly<Record<string, SecretReference>>;
  readonly suppressions: readonly Suppression[];
  /** PEM texts of CAs that the servers trust beside Debian's. @default none */
  readonly extraCaCertificates: readonly string[];
}
