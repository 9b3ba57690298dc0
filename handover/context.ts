import type { Config } from '../config/config.ts';
import type { Pins } from '../edges/known-hosts.ts';
import type { Progress } from '../edges/progress.ts';
import type { SecretStore } from '../edges/secret-store.ts';
import type { ServerRecord } from '../edges/server-record.ts';
import type { State } from '../edges/state-dir.ts';
import type { Declared } from '../policy/declared.ts';
import type { Wanted } from '../policy/wanted.ts';
import type { AcmeAccount } from './acme-account.ts';
import type { Link } from './link.ts';

/** All that a step works with. Steps remember nothing: each looks at the machine, and changes what is not yet so. */
export interface Handover {
  readonly server: string;
  readonly config: Config;
  readonly declared: Declared;
  readonly wanted: Wanted;
  readonly record: ServerRecord;
  readonly state: State;
  readonly secrets: SecretStore;
  readonly link: Link;
  readonly progress: Progress;
  /** The project's account at the CA; undefined: not registered, or nothing is exposed. */
  readonly account?: AcmeAccount | undefined;
  /** Base URL of the cloud's API where it is not Hetzner's own: the server's calls for DNS-01 go there too. */
  readonly cloudEndpoint?: string | undefined;
  /** How a change that could lock everybody out is guarded. @default {@link GUARD} */
  readonly guard?: Guard | undefined;
  /** The pins of exactly this machine, as they are on disk now. */
  pins(): Pins;
  pin(pins: Pins): void;
}

export interface Guard {
  /** From arming the rollback until the server takes the change back by itself. */
  readonly seconds: number;
  /** A risky change is made even when it cannot be taken back. */
  readonly isRiskAccepted: boolean;
}

/** A change takes seconds and a fresh login one; the rest is for a slow machine and a slow way to it. */
export const GUARD: Guard = { seconds: 120, isRiskAccepted: false };

export type Step = (handover: Handover) => Promise<void>;

/** Name of the admin's password in the secret store. */
export const SUDO_PASSWORD = 'sudo-password';
