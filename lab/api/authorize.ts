import { timingSafeEqual } from 'node:crypto';
import { ApiError } from './errors.ts';

/** All that Hetzner's own provider checks about a token. */
const tokenLength = 64;

/**
 * Lets a caller in.
 * @param header the Authorization header
 * @param token the one that is let in; without it, any of the right length
 * @throws ApiError 401 unauthorized, with the real API's words
 */
export function authorize(header: string | undefined, token: string | undefined): void {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined) throw new ApiError(401, 'unauthorized', 'token is required');
  const isGood = token === undefined ? given.length === tokenLength : equal(given, token);
  if (!isGood) throw new ApiError(401, 'unauthorized', 'the token you have provided is invalid');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
