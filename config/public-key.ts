import { createHash } from 'node:crypto';
import { bad, good, type Read } from './problem.ts';

export interface PublicKey {
  readonly type: string;
  readonly base64: string;
  readonly comment: string;
  /** `type base64 comment`, without anything around it: the API trims keys and then finds ours different (provider issue 1389). */
  readonly line: string;
  /** As `ssh-keygen -l` prints it: `SHA256:…`. */
  readonly fingerprint: string;
}

/**
 * What OpenSSH 10 takes from a client by default (PubkeyAcceptedAlgorithms), without certificates: a key of another type would
 * lock its owner out at birth. The curve of each ECDSA type is a part of its name.
 */
export const acceptedKeyTypes = [
  'ssh-ed25519',
  'sk-ssh-ed25519@openssh.com',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ecdsa-sha2-nistp256@openssh.com',
] as const;

/** NIST SP 800-57 gives 2048 bits until 2030 and no longer; a server born today should outlive that. */
const MIN_RSA_BITS = 3072;

const MAKE_ONE = "make one: ssh-keygen -t ed25519 -C 'you@this-machine'";

/** An OpenSSH public key, one line, checked down to its bytes. The text itself is never shown when it may be private. */
export function readPublicKey(value: unknown): Read<PublicKey> {
  if (typeof value !== 'string') return bad('is no text of the form "ssh-ed25519 AAAA… comment".');
  const text = value.trim();
  const refused = notAPublicKey(text);
  if (refused) return refused;
  const [type = '', base64 = '', ...comment] = text.split(/[ \t]+/);
  if (type === 'ssh-dss') return bad('is a DSA key: 1024 bits, and no OpenSSH since 9.8 takes it.', MAKE_ONE, type);
  if (type.includes('-cert-v01@')) return bad('is a certificate; the plain public key is wanted.', undefined, type);
  if (!(acceptedKeyTypes as readonly string[]).includes(type)) {
    return bad(`is no OpenSSH public key: it starts with none of ${acceptedKeyTypes.join(', ')}.`, MAKE_ONE);
  }
  const blob = Buffer.from(base64, 'base64');
  if (base64 === '' || blob.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '')) {
    return bad('is damaged: its middle part is not base64.', 'copy the whole line of the .pub file', type);
  }
  const fields = readFields(blob);
  if (fields === undefined)
    return bad('is damaged: it is cut off or too long.', 'copy the whole line of the .pub file', type);
  const inner = fields[0]?.toString('latin1') ?? '';
  if (inner !== type)
    return bad(`says ${type}, and inside it is ${inner || 'nothing'}.`, 'copy the whole line of the .pub file', type);
  const broken = partsProblem(type, fields);
  if (broken) return bad(broken.rule, broken.next, type);
  const words = comment.join(' ');
  return good({
    type,
    base64,
    comment: words,
    line: [type, base64, words].filter((part) => part !== '').join(' '),
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  });
}

function notAPublicKey(text: string): Read<never> | undefined {
  if (text === '') return bad('is empty.', MAKE_ONE, null);
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File/.test(text)) {
    return bad(
      'is a private key. It must never leave your machine, and it was not read any further.',
      'give its public half: the file with .pub at the end',
      null,
    );
  }
  if (/^(---- BEGIN SSH2 PUBLIC KEY|-----BEGIN (RSA )?PUBLIC KEY)/.test(text)) {
    return bad('is a public key in another format.', 'turn it into OpenSSH format: ssh-keygen -i -f FILE', null);
  }
  if (text.includes('\n')) {
    return bad(
      `holds ${text.split('\n').filter((line) => line.trim()).length} lines; one key is one line.`,
      'list each key on its own',
      null,
    );
  }
  return undefined;
}

/** RFC 4251 strings, all of them; undefined: the lengths do not add up. */
function readFields(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

interface Broken {
  readonly rule: string;
  readonly next?: string;
}

const DAMAGED: Broken = {
  rule: 'is damaged: its parts are not those of such a key.',
  next: 'copy the whole line of the .pub file',
};

/** RFC 8709, RFC 5656 and OpenSSH's PROTOCOL.u2f: how many parts there are and how long the key itself is. */
function partsProblem(type: string, fields: readonly Buffer[]): Broken | undefined {
  if (type === 'ssh-rsa') return rsaProblem(fields);
  const isToken = type.startsWith('sk-');
  if (type.includes('ed25519')) {
    return fields.length === (isToken ? 3 : 2) && fields[1]?.length === 32 ? undefined : DAMAGED;
  }
  const bits = Number(/nistp(\d+)/.exec(type)?.[1]);
  const isPoint = fields[1]?.toString('latin1') === `nistp${bits}` && fields[2]?.length === 1 + 2 * Math.ceil(bits / 8);
  return fields.length === (isToken ? 4 : 3) && isPoint && fields[2]?.[0] === 4 ? undefined : DAMAGED;
}

function rsaProblem(fields: readonly Buffer[]): Broken | undefined {
  const modulus = fields[2];
  if (fields.length !== 3 || modulus === undefined || modulus.length === 0) return DAMAGED;
  const bits = BigInt(`0x${modulus.toString('hex')}`).toString(2).length;
  return bits < MIN_RSA_BITS
    ? { rule: `is an RSA key of ${bits} bits; the server takes ${MIN_RSA_BITS} and more.`, next: MAKE_ONE }
    : undefined;
}
