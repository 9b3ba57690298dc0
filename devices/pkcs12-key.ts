import { createHash } from 'node:crypto';

export interface Pkcs12KeyInput {
  readonly hash: 'sha1' | 'sha256';
  /** 1: a cipher's key, 2: its initial vector, 3: a MAC's key. */
  readonly purpose: 1 | 2 | 3;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Bytes wanted. */
  readonly length: number;
}

/** Block size of SHA-1 and SHA-256, bytes. */
const BLOCK = 64;

/** PKCS#12's own key derivation (RFC 7292, appendix B.2), which its MAC uses in every scheme. Pure. */
export function pkcs12Key({ hash, purpose, password, salt, iterations, length }: Pkcs12KeyInput): Buffer {
  const input = Buffer.concat([filled(salt), filled(bmp(password))]);
  const diversifier = Buffer.alloc(BLOCK, purpose);
  const parts: Buffer[] = [];
  for (let made = 0; made < length; ) {
    let digest = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round += 1) digest = createHash(hash).update(digest).digest();
    parts.push(digest);
    made += digest.length;
    const addend = Buffer.alloc(BLOCK);
    for (let at = 0; at < BLOCK; at += 1) addend[at] = digest[at % digest.length] as number;
    for (let at = 0; at < input.length; at += BLOCK) addPlusOne(input.subarray(at, at + BLOCK), addend);
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Big-endian UTF-16 with a terminating zero. */
function bmp(password: string): Buffer {
  return Buffer.from(`${password}\0`, 'utf16le').swap16();
}

/** Repeated up to a multiple of the block. */
function filled(bytes: Uint8Array): Buffer {
  const whole = Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK);
  for (let at = 0; at < whole.length; at += 1) whole[at] = bytes[at % bytes.length] as number;
  return whole;
}

/** block := block + addend + 1, modulo 2^512, in place. */
function addPlusOne(block: Buffer, addend: Buffer): void {
  let carry = 1;
  for (let at = BLOCK - 1; at >= 0; at -= 1) {
    const sum = (block[at] as number) + (addend[at] as number) + carry;
    block[at] = sum & 0xff;
    carry = sum >> 8;
  }
}
