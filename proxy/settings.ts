import type { PublicExposure } from '../policy/declared.ts';
import * as paths from './paths.ts';

/** What the certificate program is told: /etc/sclerite/certificate.json. No secret. */
export interface CertificateSettings {
  readonly name: string;
  /** The CA's directory URL. */
  readonly directory: string;
  /** File with the roots of the directory's own HTTPS; null: those of the system. */
  readonly directoryRoots: string | null;
  readonly challenge: 'http-01' | 'dns-01';
  readonly email: string | null;
  /** URL of the project's account; null: whatever account certbot has, or a new one. */
  readonly account: string | null;
  /** Zone at Hetzner in which DNS-01's record is made; null: none. */
  readonly zone: string | null;
  /** Where the token for the zone lies, encrypted. */
  readonly dnsCredential: string;
  readonly lineage: string;
  readonly certbotDirectory: string;
  readonly webroot: string;
  readonly siteFile: string;
  readonly siteLink: string;
  readonly status: string;
  readonly nginxUnit: string;
}

export const certificateSettings = ({
  name,
  authority,
  challenge,
  email,
  account,
  zone,
}: PublicExposure): CertificateSettings => ({
  name,
  directory: authority.directory,
  directoryRoots: authority.directoryRoots === undefined ? null : paths.directoryRootsFile,
  challenge,
  email: email ?? null,
  account: account ?? null,
  zone: zone ?? null,
  dnsCredential: paths.dnsCredential,
  lineage: paths.lineage,
  certbotDirectory: paths.certbotDirectory,
  webroot: paths.webroot,
  siteFile: paths.siteFile,
  siteLink: paths.siteLink,
  status: paths.certificateStatus,
  nginxUnit: paths.nginxUnit,
});
