import { utils } from 'ssh2';
import { makeEd25519KeyPair } from '../../edges/ed25519-key-pair.ts';

/** Keys made for one test run; none of them opens anything. */
export const ed25519 = makeEd25519KeyPair('ada@laptop');
export const otherEd25519 = makeEd25519KeyPair('grace@desk');
export const rsa3072 = utils.generateKeyPairSync('rsa', { bits: 3072, comment: 'rsa' });
export const rsa2048 = utils.generateKeyPairSync('rsa', { bits: 2048, comment: 'rsa' });
export const ecdsa = utils.generateKeyPairSync('ecdsa', { bits: 256, comment: 'ec' });

/** RFC 4251 strings, glued: the inside of a public key. */
export function blob(...fields: (string | Buffer)[]): string {
  return Buffer.concat(
    fields.flatMap((field) => {
      const bytes = Buffer.from(field as string);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  ).toString('base64');
}
