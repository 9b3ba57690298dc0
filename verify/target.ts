import type { Suppression } from '../config/config.ts';
import type { Reading } from '../facts/fact.ts';
import type { Declared } from '../policy/declared.ts';
import type { PublicViews } from './web.ts';

/** One server to look at: what was declared for it, and where it is. */
export interface Target {
  readonly declared: Declared;
  readonly suppressions: readonly Suppression[];
  readonly address: string;
  /** Another address of the same server, to tell a ban from a dead sshd. */
  readonly otherAddress?: string | undefined;
  readonly serverId: number;
  readonly image: string;
  /**
   * SHA-256 of the collector and its manifest as this version of the kit would install them. Asked for while the server
   * collects its facts: it takes all the controls, and to load them takes half as long as to log in.
   */
  readonly collectorDigest: () => Promise<string>;
  /** How the web and DNS see it; undefined for a server that is not exposed, where nothing of it is even loaded. */
  readonly publicViews?: (() => Promise<PublicViews>) | undefined;
}

/** What the handshake of the one SSH connection showed, before anybody logged in. */
export interface HandshakeView {
  /** `type base64`. */
  readonly hostKey: string;
  /** The server's answer to a login by "none". */
  readonly methodsOffered: readonly string[];
  /** The key exchange that was agreed on. */
  readonly kex: string;
}

/**
 * The ways to look at a server. Edges, so that the lab, a recording and a real server are interchangeable. Each method settles
 * with readings or throws the KitError that says why it could not look.
 */
export interface Eyes {
  /**
   * One connection, one command: the collector's framed document, and what the handshake showed. `onAsked`: the question is on
   * its way, and until the answer comes this machine has nothing to do for it. Whatever takes the processor waits for that
   * moment, or it would hold up the handshake. It is told after how many milliseconds the SSH port answered.
   */
  host(
    target: Target,
    fresh: boolean,
    onAsked: (answerMs: number) => void,
  ): Promise<{ readonly document: string; readonly handshake: HandshakeView }>;
  /** `sshAnswered`: after how many milliseconds the SSH port let `host` in; undefined when it did not. */
  ports(target: Target, sshAnswered: Promise<number | undefined>): Promise<Reading>;
  cloud(target: Target): Promise<{ readonly cloudServer: Reading; readonly cloudFirewalls: Reading }>;
}
