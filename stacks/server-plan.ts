import type { ServerConfig } from '../config/config.ts';
import type { Ingress } from '../policy/declared.ts';

/** All that the stack has to know about one server; main.ts makes it from config and wanted state. */
export interface ServerPlan {
  readonly server: ServerConfig;
  readonly ingress: readonly Ingress[];
  /** Absolute path of the encoded user data. Only the path gets into the synthesized stack. */
  readonly userDataFile: string;
  /** Digest of everything that handover brings about: when it changes, handover runs again. */
  readonly handoverDigest: string;
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
