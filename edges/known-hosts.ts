import { z } from 'zod';
import { KitError } from '../policy/errors.ts';
import { withoutComment } from './ssh-key.ts';
import type { State } from './state-dir.ts';

const PublicKey = z.string().regex(/^(ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/]+=*$/, 'expected `type base64`');

const Pins = z.strictObject({
  /** The cloud's id of the server: another id is another machine, and starts from its own throwaway key. */
  serverId: z.number().int().positive(),
  hostKeys: z.array(PublicKey),
  /** The throwaway key from the user data; gone once the server's own key was seen in a fresh login. */
  throwaway: PublicKey.optional(),
});
export type Pins = z.infer<typeof Pins>;

const pinsFile = (server: string) => `servers/${server}/known-hosts.json`;
const throwawayFile = (server: string) => `servers/${server}/bootstrap-host-key`;

/** Everything that is pinned for a server, whatever its id; undefined before the first contact. @throws E_STATE_DAMAGED */
export function readPins(state: State, server: string): Pins | undefined {
  return state.readJson(pinsFile(server), Pins);
}

/** What a connection to this server may accept, the throwaway key included while it is still in use. */
export const acceptedHostKeys = (pins: Pins): readonly string[] => [
  ...pins.hostKeys,
  ...(pins.throwaway === undefined ? [] : [pins.throwaway]),
];

/**
 * The pins of exactly this machine; a machine that was never contacted starts with the throwaway key that its user data held.
 *
 * @throws E_HOST_KEY_UNKNOWN when there is neither
 */
export function pinsOf(state: State, server: string, serverId: number): Pins {
  const pins = readPins(state, server);
  if (pins?.serverId === serverId) return pins;
  const throwaway = state.readText(`${throwawayFile(server)}.pub`);
  if (throwaway === undefined) {
    throw new KitError({
      code: 'E_HOST_KEY_UNKNOWN',
      what: `The host key of ${server} (server ${serverId}) is not known here, so nothing can prove that it is the one.`,
      why: `neither pinned keys of this server nor the throwaway key of its birth are in ${state.serverDir(server)}; ${
        pins
          ? `what is pinned belongs to server ${pins.serverId}`
          : 'it was deployed from elsewhere, or the state was lost'
      }.`,
      next: `take the state directory along from where it was deployed, or write known-hosts.json by hand with the key that the provider's console shows.`,
    });
  }
  return { serverId, hostKeys: [], throwaway: withoutComment(throwaway) };
}

/** Atomic; also writes `known_hosts` beside it, for OpenSSH. */
export function writePins(state: State, server: string, pins: Pins, addresses: readonly string[]): void {
  state.writeJson(pinsFile(server), Pins.parse(pins));
  state.writeText(`servers/${server}/known_hosts`, opensshKnownHosts([server, ...addresses], acceptedHostKeys(pins)));
}

/** The private half is worth nothing once the server shows its own key. */
export function removeThrowaway(state: State, server: string): void {
  state.remove(throwawayFile(server));
  state.remove(`${throwawayFile(server)}.pub`);
}

/** Lines for `ssh -o UserKnownHostsFile=…`. Pure. */
export function opensshKnownHosts(names: readonly string[], hostKeys: readonly string[]): string {
  return hostKeys.map((key) => `${names.join(',')} ${key}\n`).join('');
}

export interface SshConfigInput {
  readonly server: string;
  readonly address: string;
  readonly admin: string;
  /** Absolute. */
  readonly knownHostsFile: string;
  readonly identityFile?: string | undefined;
}

/** A `Host` block for ~/.ssh/config. Pure. */
export function sshConfig({ server, address, admin, knownHostsFile, identityFile }: SshConfigInput): string {
  const quoted = (path: string) => (/\s/.test(path) ? `"${path}"` : path);
  return [
    `Host ${server}`,
    `  HostName ${address}`,
    `  HostKeyAlias ${server}`,
    `  User ${admin}`,
    `  UserKnownHostsFile ${quoted(knownHostsFile)}`,
    '  StrictHostKeyChecking yes',
    ...(identityFile === undefined ? [] : [`  IdentityFile ${quoted(identityFile)}`, '  IdentitiesOnly yes']),
    '',
  ].join('\n');
}

/** The same as one command to copy. Pure. */
export function sshCommand({ server, address, admin, knownHostsFile, identityFile }: SshConfigInput): string {
  const word = (text: string) => (/^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
  const options = [
    `UserKnownHostsFile=${knownHostsFile}`,
    `HostKeyAlias=${server}`,
    ...(identityFile === undefined ? [] : ['IdentitiesOnly=yes']),
  ];
  return [
    'ssh',
    ...options.flatMap((option) => ['-o', word(option)]),
    ...(identityFile === undefined ? [] : ['-i', word(identityFile)]),
    `${admin}@${address}`,
  ].join(' ');
}
