import type { Control, Layer, Severity } from '../controls/control.ts';

/** What a control claims and why, the same on every server: what a result on one of them leaves out. */
export type ControlCard = Pick<Control, 'id' | 'title' | 'why' | 'severity' | 'layer' | 'references'>;

/** One control's outcome on one server. */
export interface Result {
  readonly id: string;
  readonly status: 'pass' | 'fail' | 'cannot-tell' | 'suppressed';
  readonly severity: Severity;
  readonly layer: Layer;
  /** The title or failure title that fits the status. */
  readonly title: string;
  /** What was read, each line prefixed with where it was read. */
  readonly evidence: readonly string[];
  readonly next?: string;
  readonly because?: string;
  readonly references: readonly string[];
}

export interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly cannotTell: number;
  readonly suppressed: number;
}

export interface ServerReport {
  readonly name: string;
  readonly address: string;
  readonly image: string;
  /** Milliseconds from connecting to the last fact. */
  readonly gatherMs: number;
  readonly summary: Summary;
  readonly results: readonly Result[];
}

/** The JSON report, version 1. A removed or renamed field is a major version. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'sclerite'; readonly version: string };
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Every control that was judged on at least one server, in the order of the results. */
  readonly controls: readonly ControlCard[];
  readonly servers: readonly ServerReport[];
  readonly exitCode: 0 | 1 | 2 | 3 | 64;
}
