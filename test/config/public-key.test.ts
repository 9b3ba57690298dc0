import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPublicKey } from '../../config/public-key.ts';
import { blob, ecdsa, ed25519, rsa2048, rsa3072 } from './keys.ts';

const [type = '', base64 = ''] = ed25519.public.split(' ');

describe('a public key', () => {
  it.each([
    { when: 'Ed25519', text: ed25519.public },
    { when: 'RSA of 3072 bits', text: rsa3072.public },
    { when: 'ECDSA', text: ecdsa.public },
    {
      when: 'Ed25519 on a hardware token',
      text: `sk-ssh-ed25519@openssh.com ${blob('sk-ssh-ed25519@openssh.com', Buffer.alloc(32, 1), 'ssh:')} me`,
    },
  ])('is taken: $when', ({ text }) => {
    expect(readPublicKey(text)).toMatchObject({ ok: true, value: { line: text } });
  });

  it.each(['\n', '\r\n', '  \n\n', '\t'])(
    'is trimmed of %j at its end, as the API does (provider issue 1389)',
    (end) => {
      expect(readPublicKey(`  ${ed25519.public}${end}`)).toMatchObject({
        ok: true,
        value: { line: ed25519.public, comment: 'ada@laptop' },
      });
    },
  );

  it('may have no comment, or one of several words', () => {
    expect(readPublicKey(`${type} ${base64}`)).toMatchObject({ value: { line: `${type} ${base64}`, comment: '' } });
    expect(readPublicKey(`${type}   ${base64}\tada  at work`)).toMatchObject({
      value: { line: `${type} ${base64} ada at work` },
    });
  });

  it('has the fingerprint that ssh-keygen prints', () => {
    const expected = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64').replace(/=+$/, '');
    expect(readPublicKey(ed25519.public)).toMatchObject({ value: { fingerprint: `SHA256:${expected}` } });
  });

  it.each([
    { when: 'a private key', text: ed25519.private, rule: /private key.*not read any further/ },
    { when: 'a PuTTY private key', text: 'PuTTY-User-Key-File-3: ssh-ed25519\n', rule: /private key/ },
    { when: 'an SSH2 public key', text: '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n', rule: /another format/ },
    { when: 'nothing', text: ' \n', rule: /empty/ },
    { when: 'two keys', text: `${ed25519.public}\n${rsa3072.public}\n`, rule: /2 lines; one key is one line/ },
    { when: 'RSA of 2048 bits', text: rsa2048.public, rule: /RSA key of 2048 bits; the server takes 3072/ },
    { when: 'DSA', text: `ssh-dss ${blob('ssh-dss', 'p', 'q', 'g', 'y')}`, rule: /DSA/ },
    {
      when: 'ECDSA of another curve than it says',
      text: `ecdsa-sha2-nistp384 ${blob('ecdsa-sha2-nistp384', 'nistp256', Buffer.alloc(97, 4))}`,
      rule: /damaged/,
    },
    {
      when: 'ECDSA with a short point',
      text: `ecdsa-sha2-nistp256 ${blob('ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(33, 4))}`,
      rule: /damaged/,
    },
    { when: 'a certificate', text: `ssh-ed25519-cert-v01@openssh.com ${base64}`, rule: /certificate/ },
    { when: 'no base64', text: `ssh-ed25519 AAAA!!!! me`, rule: /not base64/ },
    { when: 'no middle part', text: 'ssh-ed25519', rule: /not base64/ },
    { when: 'cut off', text: `${type} ${base64.slice(0, 40)}`, rule: /cut off|not base64/ },
    {
      when: 'too long',
      text: `${type} ${blob('ssh-ed25519', Buffer.alloc(32), 'more')}`,
      rule: /parts are not those of such a key/,
    },
    {
      when: 'of one type outside and another inside',
      text: `ssh-rsa ${base64}`,
      rule: /says ssh-rsa, and inside it is ssh-ed25519/,
    },
    { when: 'behind options', text: `from="10.0.0.0/8" ${ed25519.public}`, rule: /starts with none of/ },
    { when: 'something else', text: 42, rule: /no text/ },
  ])('is refused when it is $when', ({ text, rule }) => {
    const read = readPublicKey(text);
    expect(read).toMatchObject({ ok: false, problems: [{ rule: expect.stringMatching(rule) }] });
  });

  it('never shows a private key', () => {
    const secret = ed25519.private.split('\n')[2] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(JSON.stringify(readPublicKey(ed25519.private))).not.toContain(secret);
    expect(readPublicKey(ed25519.private)).toMatchObject({ problems: [{ show: null }] });
  });
});
