/** The names of zones and of what is in them, by Hetzner's rules (API reference, "Zones" and "Zone RRSets"). */

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** Records may also be named `_acme-challenge`. */
const ownerLabel = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const longestName = 253;

/**
 * Top-level domains of which exactly one more label is a registrable name. Hetzner asks the public suffix list; the lab
 * knows these, and takes what is below any other one as it comes.
 */
const plainSuffixes = new Set(['test', 'com', 'net', 'org', 'dev']);

/** What is wrong with the name of a zone, or `undefined`. */
export function zoneNameFault(name: string): string | undefined {
  const labels = name.split('.');
  const suffix = labels.at(-1) ?? '';
  if (name !== name.toLowerCase()) return 'must be in lower case';
  if (name.endsWith('.')) return 'must not end with a dot';
  if (name.length > longestName || labels.length < 2 || !labels.every((one) => label.test(one))) {
    return 'must be a domain name such as example.com (other scripts as Punycode)';
  }
  if (suffix === 'arpa') return 'reverse names are set with change_dns_ptr of the server or primary IP';
  if (/^\d+$/.test(suffix)) return 'must not be an address';
  if (labels.length > 2 && plainSuffixes.has(suffix)) return 'subdomains are not supported';
  return undefined;
}

/** What is wrong with the name of an RRSet, or `undefined`. */
export function rrsetNameFault(name: string, zone: string): string | undefined {
  if (name === '@') return undefined;
  if (name === '') return "must not be empty; the zone itself is '@'";
  if (name !== name.toLowerCase()) return 'must be in lower case';
  if (name.endsWith('.')) return 'must not end with a dot';
  if (name === zone || name.endsWith(`.${zone}`)) return `must not end with the zone's name; it is relative to it`;
  const [first = '', ...rest] = name.split('.');
  if (!(first === '*' || ownerLabel.test(first)) || !rest.every((one) => ownerLabel.test(one))) {
    return 'must be a domain name relative to the zone';
  }
  if (name.length + 1 + zone.length > longestName) return `must not be longer than ${longestName} characters in all`;
  return undefined;
}

/** `www` in `example.com` is `www.example.com`. */
export const ownerName = (name: string, zone: string): string => (name === '@' ? zone : `${name}.${zone}`);
