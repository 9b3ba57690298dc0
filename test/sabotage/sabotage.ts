/**
 * A call of the cloud's API. `{server}` and `{firewall}` stand for the ids of this server and its firewall: in the path as text, in
 * the body as numbers in place of the whole string. `{name}` is the server's name, which is its name in the lab's zone as well, and
 * `{ipv4}` its address: text, anywhere in a string.
 */
export interface ApiCall {
  readonly where: 'api';
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Something the cloud does behind its API's back: bash, as root in the network namespace of the lab's router. `$TABLE` is the nft
 * table that stands for the cloud firewall, `$SERVER_ID` the server's id; its rules for what comes in are in chain `in_$SERVER_ID`.
 */
export interface RouterAct {
  readonly where: 'router';
  readonly bash: string;
}

/** Lays the lab's CA into the machine, as `issuer.pem` and `issuer.key` in a new directory: for certificates that no CA would give. */
export interface AuthorityAct {
  readonly where: 'authority';
  readonly directory: string;
}

/** Bash, run as root inside the machine with `set -euo pipefail`. */
type MachineAct = string;

export type Act = MachineAct | ApiCall | RouterAct | AuthorityAct;

/**
 * One small act of vandalism: it must turn exactly its control to fail and leave every other verdict as it was. `repair` undoes
 * it completely. Several acts are done in the order in which they stand.
 */
export interface Sabotage {
  /** The id of the control that must notice. */
  readonly control: string;
  /** `own-kernel`: it means something only on a machine with a kernel of its own, not in a container. @default any machine */
  readonly needs?: 'own-kernel';
  readonly break: Act | readonly Act[];
  readonly repair: Act | readonly Act[];
  /** Ids of controls that cannot but fail with it, because the act takes a way that is itself forbidden. @default none */
  readonly companions?: readonly string[];
}

/** The acts, one or several, as a list. */
export const actsOf = (acts: Act | readonly Act[]): readonly Act[] => (Array.isArray(acts) ? acts : [acts as Act]);
