import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { bad, good, type Read } from './problem.ts';

/** RFC 1123, one label, in the lower case that DNS and Hetzner compare in. */
export function readLabel(value: unknown): Read<string> {
  if (typeof value !== 'string') return bad('is not a text.', 'for instance "gateway"');
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) return good(value);
  const repaired = value
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return bad(
    'is no RFC 1123 label: 1 to 63 of a-z, 0-9 and "-", with a letter or digit at both ends.',
    repaired === '' ? 'for instance "gateway"' : `write "${repaired}"`,
  );
}

/**
 * A full host name: at least two labels, no final dot. Letters beyond ASCII become what DNS knows them by (`xn--…`); an address
 * is no name.
 */
export function readDomain(value: unknown): Read<string> {
  const next = 'for instance "gateway.example.com", or leave it out';
  const given = typeof value === 'string' ? value.trim().replace(/\.$/, '') : '';
  if (ipaddr.IPv4.isValidFourPartDecimal(given) || ipaddr.IPv6.isValid(given)) {
    return bad(
      'is an address, and a name is wanted: certbot 4.0.0, which Debian 13 has, gets certificates for names alone.',
      next,
    );
  }
  if (given.includes('*')) return bad(WILDCARD, next);
  const text = /^[\x21-\x7e]*$/.test(given) ? given.toLowerCase() : domainToASCII(given);
  const labels = text.split('.');
  const isName =
    text.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => readLabel(label).ok) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  if (isName) return good(text);
  return text.includes('/') || text.includes(':')
    ? bad('is no full host name.', 'write the name alone, without "https://", path and port')
    : bad('is no full host name.', next);
}

/** One name is what people type, what reverse DNS answers, and what a stolen key may pretend to be. */
export const WILDCARD = 'is a wildcard: a server has one name that people type, and its certificate bears no other.';

/** Accounts that Debian 13 or this kit already has. */
const taken = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc _apt nobody sshd messagebus systemd-network systemd-resolve systemd-timesync polkitd debian sudo adm auditor openclaw'.split(
    ' ',
  ),
);

export function readLogin(value: unknown): Read<string> {
  if (typeof value !== 'string' || !/^[a-z][a-z0-9_-]{0,31}$/.test(value)) {
    return bad('is no login name: a-z first, then at most 31 of a-z, 0-9, "_" and "-".', 'for instance "admin"');
  }
  return taken.has(value)
    ? bad('is the name of an account that the server already has.', 'for instance "admin"')
    : good(value);
}

const LABEL_PART = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const LABEL_PREFIX = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Hetzner's rules for labels; the kit's own ones are not for the config. */
export function readCloudLabels(value: unknown): Read<Record<string, string>> {
  if (value === undefined) return good({});
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('is no object of texts.', 'for instance { team: "ops" }');
  }
  const problems = Object.entries(value).flatMap(([key, text]) => {
    const [name = '', prefix, ...rest] = key.split('/').reverse();
    const isKey = LABEL_PART.test(name) && (prefix === undefined || LABEL_PREFIX.test(prefix)) && rest.length === 0;
    if (!isKey) {
      return [
        {
          path: [key],
          rule: 'has a key that Hetzner refuses: [prefix/]name of 1 to 63 of A-Z, a-z, 0-9, ".", "_" and "-".',
        },
      ];
    }
    if (prefix === 'hetzner.cloud' || /^sclerite(-|$)/.test(key)) {
      return [{ path: [key], rule: 'is a label that Hetzner or this kit sets itself.', next: 'choose another key' }];
    }
    if (typeof text === 'string' && (text === '' || LABEL_PART.test(text))) return [];
    return [
      { path: [key], rule: 'is a value that Hetzner refuses: empty, or 1 to 63 of A-Z, a-z, 0-9, ".", "_" and "-".' },
    ];
  });
  return problems.length === 0 ? good({ ...value } as Record<string, string>) : { ok: false, problems };
}
