/** What the certificate program writes to `status.json` after each run. */
export interface CertificateStatus {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** A fitting certificate is on disk, switched on, and what is served is it. */
  readonly ok: boolean;
  /** `issued`, `renewed`, `unchanged`, or what went wrong in a sentence. */
  readonly what: string;
  readonly why?: string;
  readonly next?: string;
  /** What handover mends by itself. */
  readonly code?: 'account-forgotten';
  /** ISO 8601: until when what is served is valid; left out when nothing is served. */
  readonly servedUntil?: string;
  /** SHA-256 of the served leaf, DER, lower-case hex. */
  readonly servedSha256?: string;
  readonly name: string;
  /** The CA's directory URL. */
  readonly directory: string;
}
