import { domainToASCII } from 'node:url';
import { readCertificates } from './certificate.ts';
import type { Authority, Exposure, TlsConfig } from './config.ts';
import { defaults } from './defaults.ts';
import type { FileReader } from './files.ts';
import { readSourceList } from './leaves.ts';
import { readDomain, readLabel, WILDCARD } from './name.ts';
import { suggestion } from './near.ts';
import { bad, good, type LeafProblem, type Read } from './problem.ts';
import { unknownKeys } from './unknown-keys.ts';

const exposures: readonly Exposure[] = ['tunnel', 'tls', 'mtls'];

export function readExposure(value: unknown): Read<Exposure> {
  const known = exposures.find((exposure) => exposure === value);
  if (known !== undefined) return good(known);
  return bad(
    "is none of 'tunnel', 'tls' and 'mtls'.",
    typeof value === 'string' ? suggestion(value, exposures) : "write 'tunnel', or leave it out",
  );
}

/** A name within a zone, as the zone's own records are written: `@` is the zone itself. */
export function readRecordName(value: unknown): Read<string> {
  if (value === '@') return good('@');
  if (typeof value !== 'string' || value === '') {
    return bad('is no name within the zone.', "for instance 'gateway', or '@' for the zone itself");
  }
  if (value.includes('*')) return bad(WILDCARD, "for instance 'gateway'");
  const text = /^[\x21-\x7e]*$/.test(value) ? value.toLowerCase() : domainToASCII(value);
  const isName = text !== '' && text.split('.').every((label) => readLabel(label).ok);
  return isName
    ? good(text)
    : bad(
        'is no name within the zone.',
        "write it without the zone, for instance 'gateway', or '@' for the zone itself",
      );
}

/** `{zone: 'example.com', name: 'gw'}` → `gw.example.com`; `@` → the zone itself. */
export function fullName({ zone, name }: { readonly zone: string; readonly name: string }): string {
  return name === '@' ? zone : `${name}.${zone}`;
}

/** The CAs that are called by a name. Every other one is an address. */
export const authorities: Readonly<Record<string, Authority>> = {
  letsencrypt: defaults.tls.authority,
  // Its roots are unknown to every browser, by intent; where they are wanted, `ca: { directory, roots }` names them.
  'letsencrypt-staging': {
    directory: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    caa: defaults.tls.authority.caa,
  },
};

const AUTHORITY = `write ${Object.keys(authorities)
  .map((name) => `'${name}'`)
  .join(', ')} or { directory: 'https://ca.example.com/acme/directory' }`;

export function readAuthority(value: unknown, files: FileReader): Read<Authority> {
  if (value === undefined) return good(defaults.tls.authority);
  if (typeof value === 'string') {
    const named = Object.hasOwn(authorities, value) ? authorities[value] : undefined;
    if (named !== undefined) return good(named);
    return bad(
      'is no CA that is known by name.',
      value.includes(':') ? `write { directory: '${value}' }` : suggestion(value, Object.keys(authorities)),
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('is no CA.', AUTHORITY);
  const { directory, caa, directoryRoots, roots } = value as Record<string, unknown>;
  const parts = {
    directory: readDirectory(directory),
    caa: caa === undefined ? good(undefined) : readDomain(caa),
    directoryRoots: readRoots(directoryRoots, files),
    roots: readRoots(roots, files),
  };
  const problems: LeafProblem[] = [
    ...Object.entries(parts).flatMap(([name, part]) =>
      part.ok ? [] : part.problems.map((problem) => ({ ...problem, path: [name, ...(problem.path ?? [])] })),
    ),
    ...unknownKeys(value, ['directory', 'caa', 'directoryRoots', 'roots'], { eab: EAB, externalAccountBinding: EAB }),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const found = Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => (part.ok && part.value !== undefined ? [[name, part.value]] : [])),
  );
  return good(found as unknown as Authority);
}

const EAB = 'is not offered: the kit cannot bind an account to one that a CA knows from elsewhere (RFC 8555, 7.3.4).';

function readDirectory(value: unknown): Read<string> {
  if (value === undefined) return bad('is missing.', 'give the address of the ACME directory');
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) return bad('is no address.', "for instance 'https://ca.example.com/acme/directory'");
  if (url.protocol !== 'https:') return bad('is not https, and RFC 8555 (6.1) demands it.');
  if (url.username !== '' || url.password !== '') {
    return bad('has a name or password in it, which would end up on the server.', undefined, null);
  }
  return good(url.href);
}

function readRoots(value: unknown, files: FileReader): Read<string | undefined> {
  if (value === undefined) return good(undefined);
  const read = readCertificates(value, files);
  return read.ok ? good(read.value.join('')) : read;
}

/** An address that a CA may write to: RFC 8555 (7.3) takes one mailbox and nothing after it. */
export function readEmail(value: unknown): Read<string | undefined> {
  if (value === undefined) return good(undefined);
  const next = "for instance 'ops@example.com', or leave it out";
  if (typeof value !== 'string') return bad('is no e-mail address.', next);
  const text = value.trim().replace(/^mailto:/i, '');
  const [, local = '', host = ''] = /^([^\s@,;<>()"]{1,64})@([^\s@]+)$/.exec(text) ?? [];
  const domain = host === '' ? undefined : readDomain(host);
  return local !== '' && !local.startsWith('.') && !local.endsWith('.') && !local.includes('..') && domain?.ok
    ? good(`${local}@${domain.value}`)
    : bad('is no e-mail address.', next);
}

/** Who may reach port 443. */
export function readWebSources(value: unknown): Read<TlsConfig['from']> {
  if (value === undefined || value === 'anywhere') return good('anywhere');
  if (value === 'caller') {
    return bad(
      'is not offered here: the address of this machine moves, and the phone in a pocket has another one.',
      "write 'anywhere', or list addresses and blocks",
    );
  }
  return readSourceList(value, ['anywhere']);
}
