import { createHash, createHmac } from 'node:crypto';
import { passwordUser, realm } from './paths.ts';

/**
 * The line of nginx's password file: salted SHA-1, which nginx computes within its own loop in microseconds. That is enough
 * because the password is generated, with 148 random bits: nobody finds one by trying, however fast the trying is. The salt is
 * derived, so that the same password always makes the same file.
 */
export function htpasswdText(password: string): string {
  const salt = createHmac('sha256', password).update('sclerite htpasswd salt').digest().subarray(0, 8);
  const digest = createHash('sha1').update(password).update(salt).digest();
  return `${passwordUser}:{SSHA}${Buffer.concat([digest, salt]).toString('base64')}\n`;
}

/** What stands for the password in a browser's cookie. A new password makes the old cookie worthless. */
export const cookieOf = (password: string): string =>
  createHmac('sha256', password).update('sclerite proxy cookie').digest('hex');

/**
 * The nginx file with the cookie. The browser gets it with the first page that the password opened, and shows it from then on:
 * OpenClaw's page needs the header in which the password would come for the gateway's own token.
 */
export function cookieText(password: string): string {
  const cookie = cookieOf(password);
  return `# Owned by Sclerite and replaced as a whole. Whoever shows this cookie is not asked for the password.
map $cookie_sclerite $identity_realm {
    default "${realm}";
    ${cookie} off;
}
map $http_authorization $identity_cookie {
    default "";
    "~^Basic " "sclerite=${cookie}; Path=/; Secure; HttpOnly; SameSite=Strict";
}
`;
}
