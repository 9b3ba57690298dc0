import { fullName, readAuthority, readRecordName } from './exposure.ts';
import type { FileReader } from './files.ts';
import { readDomain } from './name.ts';
import { type ConfigProblem, shown } from './problem.ts';

type Raw = Readonly<Record<string, unknown>>;

/**
 * What has to fit together for a server that has a name on the internet. On the raw input, like `cross-check.ts`, whose part
 * it is: whatever is malformed is stepped over.
 */
export function exposureProblems(raw: Raw, files: FileReader): ConfigProblem[] {
  const servers = list(raw.servers).map(record);
  const tls = record(raw.tls);
  return [
    ...servers.flatMap((server, index) => nameProblems(server, `servers[${index}]`)),
    ...sameNames(servers),
    ...missingIdentity(servers, tls),
    ...challengeProblems(record(raw.secrets), tls),
    ...unknownToTheWorld(servers, tls, files),
  ];
}

function nameProblems({ domain, dns, exposure }: Raw, at: string): ConfigProblem[] {
  if (domain !== undefined && dns !== undefined) {
    return [
      {
        path: `${at}.domain`,
        value: shown(domain),
        rule: 'stands beside dns, and both say what the server is called.',
        next: 'keep dns when the zone is at Hetzner and its records shall be made, domain when somebody else keeps them',
      },
    ];
  }
  if ((exposure === 'tls' || exposure === 'mtls') && domain === undefined && dns === undefined) {
    return [
      {
        path: `${at}.exposure`,
        value: shown(exposure),
        rule: 'needs a name that a certificate can bear: certbot 4.0.0, which Debian 13 has, gets none for bare addresses.',
        next: "add dns: { zone: 'example.com', name: 'gateway' } for a zone at Hetzner, or domain: 'gateway.example.com'; without a name, 'tunnel' is the way",
      },
    ];
  }
  return [];
}

/** Two servers of one name would fetch each other's certificates, and half of the people would reach the wrong one. */
function sameNames(servers: readonly Raw[]): ConfigProblem[] {
  const names = servers.map(nameOf);
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (name === undefined || first === index) return [];
    const field = servers[index]?.dns === undefined ? 'domain' : 'dns';
    const rule = `is what servers[${first}] is called too; a name leads to one server.`;
    return [{ path: `servers[${index}].${field}`, value: shown(name), rule }];
  });
}

function missingIdentity(servers: readonly Raw[], { identity }: Raw): ConfigProblem[] {
  const index = servers.findIndex(({ exposure }) => exposure === 'tls');
  if (index === -1 || identity !== undefined) return [];
  return [
    {
      path: 'tls.identity',
      rule: `is missing, and servers[${index}] is exposed to people without a certificate of their own. A gateway whose token is all that stands before it is one leaked link away from a stranger; OpenClaw's own documentation calls that high-risk.`,
      next: "write tls: { identity: 'password' } for a generated password in front of it, or exposure: 'mtls' to ask every device for its certificate",
    },
  ];
}

const OWN_PROJECT =
  'Hetzner knows no token for a zone alone, each reaches its whole project: put the zone into a project of its own, with a token of its own';

function challengeProblems({ dns }: Raw, { challenge }: Raw): ConfigProblem[] {
  if (challenge !== 'dns-01') return [];
  if (dns === undefined) {
    return [
      {
        path: 'tls.challenge',
        value: shown(challenge),
        rule: 'lets the server write into the zone, and secrets.dns, a token for that, is not there.',
        next: `add secrets: { dns: { env: 'HETZNER_DNS_TOKEN' } }. ${OWN_PROJECT}`,
      },
    ];
  }
  return record(dns).env === 'HCLOUD_TOKEN'
    ? [
        {
          path: 'secrets.dns',
          rule: 'is HCLOUD_TOKEN, which can delete every server; it would be kept on one of them.',
          next: OWN_PROJECT,
        },
      ]
    : [];
}

/** RFC 2606, 6761, 6762, 7686, 8375, and the one that ICANN set aside for private use in 2024. */
const PRIVATE = /(^|\.)(local|internal|localhost|test|example|invalid|onion|home\.arpa|lan|home|corp)$/;

/** A public CA signs only what public DNS knows. A CA of one's own may sign anything. */
function unknownToTheWorld(servers: readonly Raw[], { ca }: Raw, files: FileReader): ConfigProblem[] {
  const authority = readAuthority(ca, files);
  if (!authority.ok || authority.value.caa !== 'letsencrypt.org') return [];
  return servers.flatMap((server, index) => {
    const name = nameOf(server);
    const ending = PRIVATE.exec(name ?? '')?.[2];
    if (ending === undefined || (server.exposure !== 'tls' && server.exposure !== 'mtls')) return [];
    return [
      {
        path: `servers[${index}].${server.dns === undefined ? 'domain' : 'dns.zone'}`,
        value: shown(name),
        rule: `ends in .${ending}, which public DNS does not have, so no public CA signs it.`,
        next: "take a name of a domain that you registered, or a CA of your own: tls: { ca: { directory: 'https://…' } }",
      },
    ];
  });
}

/** The full name, where it can be read. */
function nameOf({ domain, dns }: Raw): string | undefined {
  const own = readDomain(domain);
  if (own.ok) return own.value;
  const { zone, name } = record(dns);
  const [readZone, readName] = [readDomain(zone), readRecordName(name)];
  return readZone.ok && readName.ok ? fullName({ zone: readZone.value, name: readName.value }) : undefined;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
