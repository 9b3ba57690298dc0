import type { Severity } from '../controls/control.ts';
import type { Change } from './changes.ts';
import { bySeverity, type Finding, isAtLeast, type Sight, type Unseen } from './finding.ts';

export interface ServerDrift {
  /** Name of the server; undefined: what belongs to no single server of the project. */
  readonly name: string | undefined;
  readonly drift: readonly Finding[];
  readonly unseen: readonly Unseen[];
  /** What changed since a former look; undefined: nobody asked. */
  readonly changes?: { readonly since: string; readonly changes: readonly Change[] };
}

/** The JSON report of `drift`, version 1. */
export interface DriftReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'sclerite'; readonly version: string };
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly servers: readonly ServerDrift[];
  readonly exitCode: 0 | 2 | 3;
}

/** The worst first, and of equal ones in the order in which they were found. */
export const together = (sights: readonly Sight[]): Sight => ({
  findings: sights.flatMap(({ findings }) => findings).sort(bySeverity),
  unseen: sights.flatMap(({ unseen }) => unseen),
});

/** 2: something drifted that is at least that bad; 3: nothing did, but not everything could be compared. */
export function driftExitCode(servers: readonly ServerDrift[], failOn: Severity): 0 | 2 | 3 {
  if (servers.some(({ drift }) => drift.some(({ severity }) => isAtLeast(severity, failOn)))) return 2;
  return servers.some(({ unseen }) => unseen.length > 0) ? 3 : 0;
}
