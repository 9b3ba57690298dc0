import { X509Certificate } from 'node:crypto';

/** The certificates of a PEM bundle, each with its SHA-256 fingerprint. Comments between them are left out. */
export function parseBundle(bundle: string): ReadonlyMap<string, string> {
  const certificates = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return new Map(certificates.map((pem) => [new X509Certificate(pem).fingerprint256, `${pem}\n`]));
}

/**
 * What somebody added to the host's trust (a company's or a test network's own authorities). Machines behind the same
 * intercepting proxy need them to reach anything over HTTPS. Neither what the host's distribution ships, which may be older
 * and hold retired authorities, nor what the image trusts anyway.
 */
export function addedAuthorities(host: string, distribution: string, image: string): readonly string[] {
  const known = new Set([...parseBundle(distribution).keys(), ...parseBundle(image).keys()]);
  return [...parseBundle(host)].filter(([fingerprint]) => !known.has(fingerprint)).map(([, pem]) => pem);
}
