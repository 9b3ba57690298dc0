import { createHash } from 'node:crypto';

/** `type base64`, without a comment: the form in which keys are compared everywhere. */
export function withoutComment(publicKey: string): string {
  return publicKey.trim().split(/\s+/).slice(0, 2).join(' ');
}

/** A key blob as it travels (RFC 4253, 6.6) → `type base64`. */
export function publicKeyOf(blob: Buffer): string {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  return `${blob.subarray(4, 4 + length).toString('latin1')} ${blob.toString('base64')}`;
}

/** As `ssh-keygen -lf` prints it: `SHA256:…`, for people to compare. */
export function fingerprint(publicKey: string): string {
  const blob = Buffer.from(publicKey.trim().split(/\s+/)[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
