import { quoteRemote } from '../edges/escape.ts';
import { patient } from '../edges/patience.ts';
import { asRoot, type RootOptions } from '../edges/root.ts';
import type { Secret } from '../edges/secret.ts';
import { type ConnectOptions, connect, type RunResult, type Session, type SshTarget } from '../edges/ssh.ts';
import { KitError } from '../policy/errors.ts';

export interface LinkOptions {
  readonly target: SshTarget;
  readonly identity: ConnectOptions['identity'];
  /** What may be accepted right now; handover changes it as it goes. */
  readonly accept: () => readonly string[];
  /** undefined until a sudo password is set. */
  readonly password: () => Secret | undefined;
  readonly onDetail?: (text: string) => void;
  /** For tests. @default edges/ssh.ts */
  readonly connect?: typeof connect;
}

export interface LinkRootOptions extends RootOptions {
  /** How many lost connections end it. @default 5 */
  readonly lostAtMost?: number;
}

/** A way to the server that survives lost connections: sshd restarts, the server reboots, an upgrade replaces OpenSSH. */
export interface Link {
  /** The session in use, or a new one. */
  session(): Promise<Session>;
  /** Closes what there is and logs in anew, trying until the time is over. Whatever is not a matter of time ends it at once. */
  login(seconds: number, accept?: readonly string[]): Promise<Session>;
  /**
   * Logs in from the beginning, beside the connection in use: a new one, a new key exchange, the admin's key. The new session is
   * then the one in use; when there is none, the former stays as it is.
   *
   * @throws what the last try threw. A refused key is tried once: each refusal counts towards a ban.
   */
  prove(seconds: number): Promise<Session>;
  /** Whether there is a session in use, as far as this side knows. */
  readonly isOpen: boolean;
  /** Runs a bash script as root; again after a lost connection, so it must be safe to repeat. */
  root(script: string, options: LinkRootOptions): Promise<RunResult>;
  /** The same, strict (`set -euo pipefail`), and its standard output. @throws E_HANDOVER_STEP when it fails */
  must(script: string, options: RootOptions): Promise<string>;
  close(): Promise<void>;
}

/** A booting or restarting server shows these for a while. */
const PASSING = new Set([
  'E_SSH_TIMEOUT',
  'E_SSH_REFUSED',
  'E_SSH_UNREACHABLE',
  'E_SSH_HANDSHAKE',
  'E_SSH_BUSY',
  'E_SSH_LOST',
]);
const RECONNECT_SECONDS = patient(90);
const LOST_AT_MOST = 5;

export function createLink(options: LinkOptions): Link {
  const { target, identity, accept, password, onDetail = () => {}, connect: dial = connect } = options;
  let current: Session | undefined;

  const login: Link['login'] = async (seconds, only) => {
    await close();
    const deadline = performance.now() + seconds * 1000;
    let refusals = 0;
    for (let tries = 1; ; tries += 1) {
      const left = deadline - performance.now();
      try {
        current = await dial(target, {
          accept: only ?? accept(),
          identity,
          timeoutMs: Math.min(Math.max(left, patient(3_000)), patient(tries < 5 ? 3_000 : 8_000)),
        });
        return current;
      } catch (error) {
        const code = error instanceof KitError ? error.code : '';
        // A login may come a moment before cloud-init wrote the keys; but each refusal counts towards a ban.
        if (code === 'E_SSH_KEY_REFUSED') refusals += 1;
        if (!PASSING.has(code) && !(code === 'E_SSH_KEY_REFUSED' && refusals < 3)) throw error;
        if (performance.now() >= deadline) throw tooLong(error as KitError, seconds, tries);
        onDetail(`${(error as KitError).code}, try ${tries}`);
        await pause(code === 'E_SSH_KEY_REFUSED' ? 2_000 : Math.min(1_000, 100 + 50 * tries));
      }
    }
  };

  const prove: Link['prove'] = async (seconds) => {
    const deadline = performance.now() + seconds * 1000;
    for (let tries = 1; ; tries += 1) {
      const timeoutMs = Math.min(Math.max(deadline - performance.now(), patient(1_000)), patient(8_000));
      try {
        const fresh = await dial(target, { accept: accept(), identity, timeoutMs });
        await close();
        current = fresh;
        return fresh;
      } catch (error) {
        const code = error instanceof KitError ? error.code : '';
        if (!PASSING.has(code) || performance.now() >= deadline) throw error;
        onDetail(`${code}, try ${tries}`);
        await pause(Math.min(1_000, 100 + 50 * tries));
      }
    }
  };

  const session = async () => (current?.isOpen ? current : login(RECONNECT_SECONDS));

  const root: Link['root'] = async (script, { lostAtMost = LOST_AT_MOST, ...rootOptions }) => {
    for (let lost = 1; ; lost += 1) {
      try {
        return await asRoot({ session: await session(), password: password() }, script, rootOptions);
      } catch (error) {
        if (!(error instanceof KitError) || error.code !== 'E_SSH_LOST' || lost >= lostAtMost) throw error;
        await close();
        onDetail(`connection lost during ${rootOptions.label}: logging in again`);
      }
    }
  };

  const close = async () => {
    const open = current;
    current = undefined;
    await open?.close();
  };

  return {
    session,
    login,
    prove,
    get isOpen() {
      return current?.isOpen ?? false;
    },
    root,
    async must(script, rootOptions) {
      const result = await root(`set -euo pipefail\n${script}`, rootOptions);
      if (result.exitCode === 0) return result.stdout;
      throw new KitError({
        code: 'E_HANDOVER_STEP',
        what: `${rootOptions.label} failed on ${target.name}.`,
        why: `it ended with ${result.exitCode} and said:\n${quoteRemote(result.stderr || result.stdout) || '(nothing)'}`,
        next: `what is done stays done: run it again (./sclerite handover ${target.name}); if it stays, log in and look.`,
      });
    },
    close,
  };
}

function tooLong(error: KitError, seconds: number, tries: number): KitError {
  return new KitError({
    code: error.code,
    what: `${error.message} Tried ${tries} times in ${seconds} s.`,
    why: error.why,
    next: `${error.next} If the server was replaced meanwhile, ./sclerite deploy knows its new address.`,
    cause: error,
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
