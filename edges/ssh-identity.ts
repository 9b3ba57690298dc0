import { readFileSync } from 'node:fs';
import type { IdentityCallback, KnownPublicKeys, ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';
import type { Config, OperatorKey } from '../config/config.ts';
import { KitError } from '../policy/errors.ts';
import { fingerprint, publicKeyOf, withoutComment } from './ssh-key.ts';

/** The one key that a connection offers. One, because a server counts tries and bans guessers. */
export type Identity =
  | { readonly kind: 'file'; readonly path: string; readonly publicKey: string; readonly key: ParsedKey }
  | { readonly kind: 'agent'; readonly socket: string; readonly publicKey: string };

/** Whoever may ask for the facts: the operators, and the keys that may do nothing else, such as a CI's in its ssh-agent. */
export const whoMayLook = ({ operators, auditors }: Pick<Config, 'operators' | 'auditors'>): readonly OperatorKey[] => [
  ...operators,
  ...auditors.map((publicKey) => ({ name: 'an auditor', publicKey })),
];

export interface IdentitySources {
  /** @default process.env.SSH_AUTH_SOCK */
  readonly agentSocket?: string | undefined;
  readonly readFile?: (path: string) => string;
}

/**
 * The operator whose private half this machine has: the first whose file is there and not encrypted, else the first that the
 * ssh-agent holds.
 *
 * @throws E_SSH_IDENTITY with what was tried and why each did not do
 */
export async function findIdentity(
  operators: readonly OperatorKey[],
  { agentSocket = process.env.SSH_AUTH_SOCK, readFile = (path) => readFileSync(path, 'utf8') }: IdentitySources = {},
): Promise<Identity> {
  const tried: string[] = [];
  for (const operator of operators) {
    if (operator.identityFile === undefined) continue;
    const found = readIdentity(operator.identityFile, operator.publicKey, readFile);
    if (typeof found !== 'string') return found;
    tried.push(found);
  }
  if (agentSocket) {
    const held = await agentKeys(agentSocket);
    if (typeof held === 'string') tried.push(held);
    else {
      const operator = operators.find(({ publicKey }) => held.includes(withoutComment(publicKey)));
      if (operator) return { kind: 'agent', socket: agentSocket, publicKey: withoutComment(operator.publicKey) };
      tried.push(`the ssh-agent holds ${held.length} keys, none of them an operator's`);
    }
  } else tried.push('there is no ssh-agent (SSH_AUTH_SOCK is not set)');
  throw new KitError({
    code: 'E_SSH_IDENTITY',
    what: `No private key on this machine belongs to an operator of this project (${operators.map(({ name }) => name).join(', ')}).`,
    why: tried.join('; '),
    next: 'load the key into an agent (ssh-add FILE), or name it as `identityFile` of your operator in sclerite.config.ts.',
  });
}

/** A string says why it will not do. */
function readIdentity(path: string, publicKey: string, readFile: (path: string) => string): Identity | string {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    return `${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}`;
  }
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) {
    return /encrypted/i.test(parsed.message)
      ? `${path} is protected by a passphrase, which only an ssh-agent can ask for (ssh-add ${path})`
      : `${path} is not a private key that can be read: ${parsed.message}`;
  }
  if (!parsed.isPrivateKey()) return `${path} holds a public key`;
  const own = publicKeyOf(parsed.getPublicSSH());
  if (own !== withoutComment(publicKey)) {
    return `${path} (${fingerprint(own)}) is not the private half of the operator's key (${fingerprint(publicKey)})`;
  }
  return { kind: 'file', path, publicKey: own, key: parsed };
}

function agentKeys(socket: string): Promise<string[] | string> {
  return new Promise((resolve) => {
    new ssh2.OpenSSHAgent(socket).getIdentities((error, keys) => {
      if (error) resolve(`the ssh-agent at ${socket} does not answer (${error.message})`);
      else resolve(publicKeysOf(keys).map((key) => publicKeyOf(key.getPublicSSH())));
    });
  });
}

/** Shows a server one key of the agent's, not all of them: a full agent would run into MaxAuthTries. */
export class OneKeyAgent extends ssh2.OpenSSHAgent {
  readonly #publicKey: string;

  constructor(socket: string, publicKey: string) {
    super(socket);
    this.#publicKey = publicKey;
  }

  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    super.getIdentities((error, keys) => {
      if (error) callback(error);
      else
        callback(
          undefined,
          publicKeysOf(keys).filter((key) => publicKeyOf(key.getPublicSSH()) === this.#publicKey),
        );
    });
  }
}

/** The agent's protocol knows parsed keys only; the type also allows for raw entries, which never come. */
function publicKeysOf(keys: KnownPublicKeys<ParsedKey> | undefined): ParsedKey[] {
  return (keys ?? []).filter((key): key is ParsedKey => 'getPublicSSH' in key);
}
