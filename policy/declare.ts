import type { Config, ServerConfig, TlsConfig } from '../config/config.ts';
import type { Declared, Ingress, PublicExposure } from './declared.ts';

/** What is known about the world beside the config. */
export interface Known {
  /** Canonical CIDRs of the caller; used only where the config says `caller`. */
  readonly caller: readonly string[];
  /** Public halves (`type base64`) of the server's own host keys; empty before handover. */
  readonly pinnedHostKeys: readonly string[];
  /** SHA-256 of the server's baseline. @default none was taken */
  readonly baseline?: string;
  /** URL of the project's account at the CA. @default not registered */
  readonly account?: string;
  /** The project's CA for devices and its revocation list, PEM. Needed for `mtls`. */
  readonly devices?: { readonly ca: string; readonly crl: string };
}

export const ANYWHERE: readonly string[] = ['0.0.0.0/0', '::/0'];

/** Ports of the web: open to root under any profile. */
const WEB: readonly number[] = [80, 443];

/** Services that scanners ask for first, and those that people open by mistake: shares, databases, consoles, Docker, X11. */
const PROBED = [
  21, 22, 23, 25, 53, 80, 110, 111, 139, 143, 443, 445, 631, 873, 1080, 1433, 2049, 2375, 2376, 3000, 3128, 3306, 3389,
  5000, 5355, 5432, 5900, 6000, 6379, 6443, 8000, 8080, 8443, 8888, 9000, 9090, 9100, 9200, 10250, 11211, 27017,
] as const;

/**
 * Config → what policy knows about one server. Pure.
 *
 * @throws Error when the config has no such server: callers select by `scripts/_context.ts`
 */
export function declare(config: Config, serverName: string, known: Known): Declared {
  const server = config.servers.find(({ name }) => name === serverName);
  if (server === undefined) throw new Error(`no server ${serverName} in the config`);
  const { model, port, channels, tools, controlUi } = config.openclaw;
  const exposure = exposureOf(server, config.tls, known);
  return {
    server: serverName,
    admin: config.admin,
    operatorKeys: config.operators.map(({ publicKey }) => publicKey),
    auditorKeys: config.auditors,
    ...(config.ssh.keyExchange === 'post-quantum-only' && { keyExchange: config.ssh.keyExchange }),
    ingress: [ssh(config, known.caller), ...(exposure ? web(config.tls) : [])],
    ...(config.egress === 'web' && { egress: { ports: egressPorts(config, exposure) } }),
    ...(exposure && { exposure }),
    openclaw: {
      port,
      model,
      channels,
      tools,
      // The token for the zone is the certificate's business: OpenClaw must not even know that it is there.
      secrets: Object.keys(config.secrets)
        .filter((name) => name !== 'dns')
        .sort(),
      controlUi,
      ...(exposure && { publicName: exposure.name }),
    },
    extraCaCertificates: config.extraCaCertificates,
    pinnedHostKeys: known.pinnedHostKeys,
    ...(known.baseline !== undefined && { baseline: known.baseline }),
    ...(config.fail2ban && { exempt: config.fail2ban.exempt }),
    ...(config.updates && { rebootAt: config.updates.rebootAt }),
    probedPorts: [...new Set([...PROBED, port])].sort((a, b) => a - b),
  };
}

function ssh({ ssh: { from } }: Config, caller: readonly string[]): Ingress {
  const hole = { protocol: 'tcp', port: 22, purpose: 'SSH' } as const;
  if (from === 'caller') return { ...hole, sources: caller, hostSources: ANYWHERE };
  if (from === 'anywhere') return { ...hole, sources: ANYWHERE, hostSources: ANYWHERE };
  return { ...hole, sources: from, hostSources: from };
}

/** Port 80 redirects, and the CA asks there; it comes from addresses that it does not tell, so nobody can be kept out. */
function web({ from, challenge }: TlsConfig): Ingress[] {
  const sources = from === 'anywhere' ? ANYWHERE : from;
  const hole = (port: number, open: readonly string[], purpose: string): Ingress => ({
    protocol: 'tcp',
    port,
    sources: open,
    hostSources: open,
    purpose,
  });
  return [
    hole(
      80,
      challenge === 'http-01' ? ANYWHERE : sources,
      challenge === 'http-01' ? 'HTTP, for the CA and redirects' : 'HTTP, redirects',
    ),
    hole(443, sources, 'HTTPS'),
  ];
}

/** Where root itself has to go at a port that is not the web's: the registry, and the CA. */
function egressPorts({ egressPorts, openclaw }: Config, exposure: PublicExposure | undefined): readonly number[] {
  const addresses = [openclaw.registry, exposure?.authority.directory].filter((address) => address !== undefined);
  const ports = addresses.map((address) => Number(new URL(address).port)).filter((port) => port !== 0);
  return [...new Set([...egressPorts, ...ports])].filter((port) => !WEB.includes(port)).sort((a, b) => a - b);
}

function exposureOf(
  { domain, zone, exposure }: ServerConfig,
  { authority, email, challenge, profile }: TlsConfig,
  { account, devices }: Known,
): PublicExposure | undefined {
  if (exposure === 'tunnel' || domain === undefined) return undefined;
  return {
    kind: exposure,
    name: domain,
    authority,
    challenge,
    profile,
    ...(zone !== undefined && { zone }),
    ...(email !== undefined && { email }),
    ...(account !== undefined && { account }),
    ...(exposure === 'mtls' && devices && { devices }),
  };
}
