import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { cookieOf, cookieText, htpasswdText } from '../../proxy/password.ts';

it('is salted SHA-1 as nginx checks it, and the same each time', () => {
  const text = htpasswdText('abc');
  expect(htpasswdText('abc')).toBe(text);
  const bytes = Buffer.from(/^openclaw:\{SSHA\}(.+)\n$/.exec(text)?.[1] ?? '', 'base64');
  const [digest, salt] = [bytes.subarray(0, 20), bytes.subarray(20)];
  expect(createHash('sha1').update('abc').update(salt).digest()).toEqual(digest);
  expect(salt.length).toBe(8);
});

it('has a cookie that tells nothing of the password and changes with it', () => {
  expect(cookieOf('abc')).toMatch(/^[0-9a-f]{64}$/);
  expect(cookieOf('abd')).not.toBe(cookieOf('abc'));
  expect(cookieText('abc')).toContain(`    ${cookieOf('abc')} off;\n`);
  expect(cookieText('abc')).toMatch(/default "OpenClaw";/);
  expect(cookieText('abc')).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Strict"/);
});
