import { SEVERITIES, type Severity } from '../controls/control.ts';

/** From where it was seen: through the cloud's API, on the server itself, or as a stranger on the network. */
export type Where = 'cloud' | 'host' | 'outside';

/** One distance between what was declared and what is there. */
export interface Finding {
  readonly where: Where;
  /** The thing: `file /etc/nftables.conf`, `unit ssh.service`, a cloud resource's path, or the id of a control that fails. */
  readonly what: string;
  readonly wanted: string;
  readonly observed: string;
  readonly severity: Severity;
  /** The one command, or where no command can: the sentence that says what to do. */
  readonly heal: string;
  /** Not known for a finding that was there when the first look was kept. */
  readonly since?: Since;
}

/** It was not there at `after`, and it was at `seen`. RFC 3339, UTC. */
export interface Since {
  readonly after: string;
  readonly seen: string;
}

/** Something that could not be compared. Never left out: it may have drifted, and nothing says that it has not. */
export interface Unseen {
  readonly where: Where;
  readonly what: string;
  readonly because: string;
}

export interface Sight {
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
}

/** Whether the one is as bad as the other, or worse. */
export const isAtLeast = (severity: Severity, floor: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(floor);

export const bySeverity = (one: Finding, other: Finding): number =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);
