import type { ServerConfig } from '../config/config.ts';
import type { Ingress, PublicExposure } from '../policy/declared.ts';

/** All that the stack has to know about one server; main.ts makes it from config and wanted state. */
export interface ServerPlan {
  readonly server: ServerConfig;
  readonly ingress: readonly Ingress[];
  /** Absolute path of the encoded user data. Only the path gets into the synthesized stack. */
  readonly userDataFile: string;
  /** Digest of everything that handover brings about: when it changes, handover runs again. */
  readonly handoverDigest: string;
  /** Records in a zone of the project. @default none are made */
  readonly records?: PlannedRecords;
}

/** What the records of one server are made of. */
export interface PlannedRecords {
  /** A zone that exists. */
  readonly zone: string;
  readonly exposure: Pick<PublicExposure, 'name' | 'authority' | 'challenge' | 'account'>;
  /** Whether certificates are ordered for the name. */
  readonly isExposed: boolean;
}

/** An SSH key as Hetzner gets it. `existingId`: the project has this key already, from elsewhere, and has it only once. */
export interface PlannedKey {
  readonly name: string;
  /** `type base64 comment`, trimmed. */
  readonly publicKey: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
  readonly existingId?: number;
}

/** Labels of everything that this kit makes: a label selector finds it again, also without the Terraform state. */
export function kitLabels(project: string, server?: string): Record<string, string> {
  return { sclerite: project, ...(server === undefined ? {} : { 'sclerite-server': server }) };
}

/** What Terraform calls a record of a server: short, because people type it when they import one. */
export function recordAddress(server: string, type: string): string {
  return `dns_${server}_${type.toLowerCase()}`;
}
