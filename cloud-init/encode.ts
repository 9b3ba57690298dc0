import { gzipSync } from 'node:zlib';
import { KitError } from '../policy/errors.ts';

/** Hetzner takes 32 KiB; the rest is left to what is added by hand or comes with later versions. */
export const MAX_USER_DATA_BYTES = 12 * 1024;

/**
 * User data as it is sent: plain where it fits, else base64 of gzip, which cloud-init recognises (Hetzner takes text only).
 * Node writes no time into a gzip header, so the same text gives the same bytes.
 *
 * @throws E_USER_DATA_SIZE
 */
export function encodeUserData(text: string): string {
  if (Buffer.byteLength(text) <= MAX_USER_DATA_BYTES) return text;
  const encoded = gzipSync(text, { level: 9 }).toString('base64');
  if (encoded.length <= MAX_USER_DATA_BYTES) return encoded;
  throw new KitError({
    code: 'E_USER_DATA_SIZE',
    what: `The user data of this server is ${encoded.length} bytes, compressed; ${MAX_USER_DATA_BYTES} are allowed.`,
    why: 'Hetzner refuses more than 32 KiB, and everything a server is born with has to fit.',
    next: 'leave out some operators or auditors: their keys are the largest part that a config decides; they can be added by a deploy after birth.',
  });
}
