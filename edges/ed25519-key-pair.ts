import ssh2 from 'ssh2';

export interface KeyPair {
  /** OpenSSH PEM, without a passphrase. */
  readonly private: string;
  /** `ssh-ed25519 base64`, and the comment where one was asked for. */
  readonly public: string;
}

const TRIES = 20;

/**
 * A new Ed25519 key pair that was seen to work. ssh2 1.17.0 makes a private key that neither it nor OpenSSH can read in about
 * three of a thousand tries (9 of 3,000 counted); a server born with one would have no sshd. Drop the loop when that is mended.
 *
 * @param generate @default ssh2's own generator
 * @throws Error when none of twenty was usable: then the generator is broken, not unlucky
 */
export function makeEd25519KeyPair(
  comment = '',
  generate: (comment: string) => KeyPair = (text) => ssh2.utils.generateKeyPairSync('ed25519', { comment: text }),
): KeyPair {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const made = generate(comment);
    const pair = { private: made.private, public: made.public.trim() };
    if (works(pair)) return pair;
  }
  throw new Error(`none of ${TRIES} generated Ed25519 keys could be read again`);
}

function works(pair: KeyPair): boolean {
  const key = ssh2.utils.parseKey(pair.private);
  if (key instanceof Error) return false;
  const [type, blob] = pair.public.split(' ');
  if (key.type !== type || key.getPublicSSH().toString('base64') !== blob) return false;
  const text = Buffer.from('does this key sign what its public half accepts?');
  const signature = key.sign(text);
  return !(signature instanceof Error) && key.verify(text, signature) === true;
}
