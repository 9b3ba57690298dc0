import { KitError } from '../policy/errors.ts';
import type { State } from './state-dir.ts';

/**
 * The throwaway host key that a server is born with. It is made once and kept until handover removes it, so that a synth
 * between the birth and the handover of a server does not make the first contact unverifiable.
 */
export interface BootstrapKey {
  /** OpenSSH PEM. */
  readonly hostKeyPrivate: string;
  /** `ssh-ed25519 base64`. */
  readonly hostKeyPublic: string;
}

/** @throws E_STATE_DAMAGED when the stored key is no Ed25519 key */
export async function bootstrapKeyOf(state: State, server: string): Promise<BootstrapKey> {
  const file = `servers/${server}/bootstrap-host-key`;
  const stored = state.readText(file);
  if (stored === undefined) {
    const { makeEd25519KeyPair } = await import('./ed25519-key-pair.ts');
    const made = makeEd25519KeyPair();
    const hostKeyPublic = made.public;
    // The public half first: a private key without it would be used and could not be pinned.
    state.writeText(`${file}.pub`, `${hostKeyPublic}\n`);
    state.writeText(file, made.private);
    return { hostKeyPrivate: made.private, hostKeyPublic };
  }
  const { default: ssh2 } = await import('ssh2'); // slow to load, as above: only a synth before the handover needs it
  const key = ssh2.utils.parseKey(stored);
  if (key instanceof Error || key.type !== 'ssh-ed25519') {
    throw new KitError({
      code: 'E_STATE_DAMAGED',
      what: `The throwaway host key ${state.path(file)} is damaged. It was left as it is.`,
      why: key instanceof Error ? key.message : `it is of type ${key.type}`,
      next: 'if the server is not born yet, remove the file and its .pub; else restore them from a backup.',
    });
  }
  const hostKeyPublic = `${key.type} ${key.getPublicSSH().toString('base64')}`;
  if (state.readText(`${file}.pub`)?.trim() !== hostKeyPublic) state.writeText(`${file}.pub`, `${hostKeyPublic}\n`);
  return { hostKeyPrivate: stored, hostKeyPublic };
}
