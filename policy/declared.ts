import type { Authority } from '../config/config.ts';
import type { OpenclawInput } from '../openclaw/config.ts';

/** One hole in the shell. The same declaration becomes cloud rule, nftables rule, expected listener and outside probe. */
export interface Ingress {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Canonical CIDRs that the cloud firewall lets in; `0.0.0.0/0` and `::/0` together mean anywhere. */
  readonly sources: readonly string[];
  /**
   * What the host's own firewall lets in. The same list, except when `sources` is the caller's own address, which moves:
   * a moving address is enforced only where it can be changed without a login (the cloud), or the next change of a home
   * connection's address would lock its owner out for good.
   */
  readonly hostSources: readonly string[];
  readonly purpose: string;
}

/** A gateway that has a name on the internet, and nginx in front of it. */
export interface PublicExposure {
  readonly kind: 'tls' | 'mtls';
  /** What people type: full, lower case, ASCII. */
  readonly name: string;
  /** The zone at Hetzner whose records are ours; undefined: somebody else keeps them. */
  readonly zone?: string;
  readonly authority: Authority;
  readonly email?: string;
  readonly challenge: 'http-01' | 'dns-01';
  readonly profile: 'intermediate' | 'modern';
  /** URL of the project's account at the CA (RFC 8555, 7.3), made on the operator's machine; undefined: the CA was not reached. */
  readonly account?: string;
  /** `mtls`: PEM of the project's own CA for devices, and of its revocation list. */
  readonly devices?: { readonly ca: string; readonly crl: string };
}

/**
 * Everything the policy knows about one server before looking at it: the operator's config, resolved. Plain data, no secret.
 */
export interface Declared {
  readonly server: string;
  /** The admin's login name. */
  readonly admin: string;
  /** OpenSSH public keys, `type base64 comment`, exactly those that may log in as admin (and ask for the facts). */
  readonly operatorKeys: readonly string[];
  /** Further keys that may ask for the facts and nothing else. */
  readonly auditorKeys: readonly string[];
  /** Set: SSH takes post-quantum key exchange and nothing else. undefined: it comes first, and Curve25519 last. */
  readonly keyExchange?: 'post-quantum-only';
  readonly ingress: readonly Ingress[];
  /** What may leave: names, time and the web, and for root these TCP ports as well. undefined: everything. */
  readonly egress?: { readonly ports: readonly number[] };
  /** undefined: nothing but SSH reaches this server, and the gateway only through it. */
  readonly exposure?: PublicExposure;
  readonly openclaw: OpenclawInput;
  /** PEM blocks of CAs that the server must trust beside Debian's (a company's inspecting proxy). */
  readonly extraCaCertificates: readonly string[];
  /** Public halves (`type base64`) of the server's own host keys as pinned at handover; empty before. */
  readonly pinnedHostKeys: readonly string[];
  /** SHA-256 of the baseline that the last deploy took; undefined: none is kept here. */
  readonly baseline?: string;
  /** Canonical CIDRs that fail2ban never bans. @default none */
  readonly exempt?: readonly string[];
  /** `HH:MM`, UTC. @default what the control says */
  readonly rebootAt?: string;
  /** TCP ports that the operator's side tries from outside at each verify; all but the declared ones must stay silent. */
  readonly probedPorts: readonly number[];
}
