import type { Finding, Output } from '../judge.ts';

/** A server as its operator reaches it. */
export interface HostSubject {
  readonly name: string;
  /** IPv4 first, where it has one. */
  readonly addresses: readonly string[];
  readonly sshPort: number;
  /** TCP ports that the config opens to this machine, by the family it comes with. */
  readonly openTcp: { readonly ipv4: readonly number[]; readonly ipv6: readonly number[] };
}

/** The part of every judge that does not depend on where it runs. */
interface Common {
  readonly id: string;
  /** The program's own name. */
  readonly tool: string;
  /** What it judges, in a few words. */
  readonly asks: string;
  /** @throws Error when the output is not what this program prints: it did not judge, and must not count as clean */
  readonly read: (output: Output, subject: HostSubject) => Finding;
  /** Seconds it may take. */
  readonly limitSeconds: number;
}

/** Runs on the operator's machine and looks from outside. */
export interface OutsideJudge extends Common {
  readonly place: 'outside';
  readonly argv: (subject: HostSubject) => readonly string[];
  readonly version: { readonly argv: readonly string[]; readonly pattern: RegExp };
}

/**
 * Runs on the server, as root, and leaves nothing there. The script prints `version: X` first; what it prints after that is the
 * judge's output.
 */
export interface InsideJudge extends Common {
  readonly place: 'inside';
  readonly script: (subject: HostSubject) => string;
  /** What a person would type there. */
  readonly command: string;
}

export type HostJudge = OutsideJudge | InsideJudge;
