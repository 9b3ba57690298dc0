import type { Config } from '../config/config.ts';
import { accountOf } from '../edges/acme-account.ts';
import { knownFrom } from '../edges/known.ts';
import { acceptedHostKeys, pinsOf, writePins } from '../edges/known-hosts.ts';
import { patient } from '../edges/patience.ts';
import { createProgress, type Progress } from '../edges/progress.ts';
import { secretStore } from '../edges/secret-store.ts';
import { addressesOf, type ServerRecord } from '../edges/server-record.ts';
import { findIdentity, type Identity } from '../edges/ssh-identity.ts';
import type { State } from '../edges/state-dir.ts';
import { GUARD, type Guard, type Handover, SUDO_PASSWORD } from '../handover/context.ts';
import { createLink } from '../handover/link.ts';
import { declare } from '../policy/declare.ts';
import { KitError, usageError } from '../policy/errors.ts';
import { wantedState } from '../policy/wanted-state.ts';
import { type Lock, takeLock } from '../toolchain/lock.ts';

export interface HandoverOptions {
  readonly config: Config;
  readonly state: State;
  readonly server: string;
  readonly record: ServerRecord;
  /** A change is made even when it could not be taken back. @default false */
  readonly isRiskAccepted?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** @default plain lines or a live one on stderr */
  readonly progress?: Progress;
}

/** A handover that is about to begin; its link is to be closed by whoever opened it. */
export interface OpenHandover {
  readonly handover: Handover;
  readonly identity: Identity;
}

/** Nobody else on this machine changes the server until it is released. @throws E_BUSY */
export const lockServer = (state: State, server: string, doing: string): Lock =>
  takeLock(state.path(`servers/${server}/handover.lock`), `Process ${process.pid} ${doing} ${server}.`);

/** Everything that the steps work with. @throws E_NO_ADDRESS, E_SSH_IDENTITY, E_HOST_KEY_UNKNOWN, E_USAGE */
export async function openHandover({
  config,
  state,
  server,
  record,
  isRiskAccepted = false,
  env = process.env,
  progress = createProgress({ label: server }),
}: HandoverOptions): Promise<OpenHandover> {
  const guard = guardOf(env, isRiskAccepted);
  const [host, otherHost] = addressesOf(record);
  if (host === undefined) throw noAddress(server);
  const secrets = secretStore(state, server);
  let pins = pinsOf(state, server, record.serverId);
  const declared = declare(config, server, { ...knownFrom(config, state), pinnedHostKeys: pins.hostKeys });
  const identity = await findIdentity(config.operators);
  const link = createLink({
    target: { name: server, host, user: config.admin, otherHost, keyExchange: config.ssh.keyExchange },
    identity,
    accept: () => acceptedHostKeys(pins),
    password: () => secrets.read(SUDO_PASSWORD),
    onDetail: (text) => progress.detail(text),
  });
  const handover: Handover = {
    ...{ server, config, declared, wanted: wantedState(declared), record, state, secrets, link, progress, guard },
    account: declared.exposure && accountOf(state, config.tls.authority),
    cloudEndpoint: env.HCLOUD_ENDPOINT || undefined,
    pins: () => pins,
    pin(next) {
      writePins(state, server, next, addressesOf(record));
      pins = next;
    },
  };
  return { handover, identity };
}

/** Shorter and nobody could log in in time; longer and nobody waits for it. */
const SECONDS = { least: 6, most: 900 } as const;

/** SCLERITE_ROLLBACK_SECONDS says how long a change may go unconfirmed. @throws E_USAGE */
export function guardOf(env: NodeJS.ProcessEnv, isRiskAccepted: boolean): Guard {
  const { SCLERITE_ROLLBACK_SECONDS: text = '' } = env;
  if (text === '') return { seconds: patient(GUARD.seconds, env), isRiskAccepted };
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (seconds >= SECONDS.least && seconds <= SECONDS.most) return { seconds, isRiskAccepted };
  throw usageError({
    what: `SCLERITE_ROLLBACK_SECONDS is "${text}".`,
    why: `it takes a whole number of seconds from ${SECONDS.least} to ${SECONDS.most}.`,
    next: `leave it unset for ${GUARD.seconds} seconds.`,
  });
}

function noAddress(server: string): KitError {
  return new KitError({
    code: 'E_NO_ADDRESS',
    what: `${server} has neither an IPv4 nor an IPv6 address.`,
    why: 'it can be reached over neither.',
    next: 'give it one: ./sclerite deploy.',
  });
}
