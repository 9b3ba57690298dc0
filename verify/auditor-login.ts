import { patient } from '../edges/patience.ts';
import type { ConnectOptions, SshTarget } from '../edges/ssh.ts';
import type { Identity } from '../edges/ssh-identity.ts';

/** The account that may ask for the facts and nothing else; see docs/design.md, "Who may do what". */
const AUDITOR = 'auditor';
const CONNECT_TIMEOUT_MS = patient(10_000);

interface Whom {
  /** The server's name in the config. */
  readonly name: string;
  readonly address: string;
  /** Another address of the same server, to tell a ban from a dead sshd. */
  readonly otherAddress?: string | undefined;
  /** Pinned host keys, `type base64`. */
  readonly accept: readonly string[];
  readonly identity: Identity;
  readonly keyExchange?: SshTarget['keyExchange'];
}

/** How verify logs in. Said once: a login that is begun early counts only when it is the very same. Pure. */
export function auditorLogin({ name, address, otherAddress, accept, identity, keyExchange }: Whom): {
  readonly target: SshTarget;
  readonly options: ConnectOptions;
} {
  return {
    target: { name, host: address, user: AUDITOR, otherHost: otherAddress, ...(keyExchange && { keyExchange }) },
    options: { accept, identity, timeoutMs: CONNECT_TIMEOUT_MS },
  };
}
