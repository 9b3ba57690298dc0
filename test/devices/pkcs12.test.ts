import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pkcs12, type Scheme } from '../../devices/pkcs12.ts';
import { pkcs12Key } from '../../devices/pkcs12-key.ts';
import { emptyState, hasProgram, issue, output, scratch } from './_state.ts';

async function written(scheme: Scheme) {
  const { probe } = await issue(emptyState(), 'phone');
  const file = join(scratch(), 'phone.p12');
  writeFileSync(file, pkcs12({ ...probe, friendlyName: 'phone (demo)', password: 'pass-wörd', scheme }));
  return { file, probe };
}

const block = (label: string, text: string) => new RegExp(`-----BEGIN ${label}[^]*?END ${label}-----`).exec(text)?.[0];

describe.each<{ scheme: Scheme; shown: RegExp[] }>([
  { scheme: 'modern', shown: [/MAC: sha256/, /PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256/] },
  { scheme: 'legacy', shown: [/MAC: sha1/, /pbeWithSHA1And3-KeyTripleDES-CBC/] },
])('a PKCS#12 file, $scheme', ({ scheme, shown }) => {
  it.skipIf(!hasProgram('openssl'))('is read by OpenSSL with its password and no other', async () => {
    const { file, probe } = await written(scheme);
    const open = (password: string) =>
      spawnSync('openssl', ['pkcs12', '-in', file, '-info', '-nodes', '-passin', `pass:${password}`], {
        encoding: 'utf8',
      });
    const { stdout, stderr, status } = open('pass-wörd');
    expect(stderr).toMatch(shown[0] as RegExp);
    for (const pattern of shown) expect(stdout + stderr).toMatch(pattern);
    expect(status).toBe(0);
    expect(block('CERTIFICATE', stdout)).toBe(probe.cert.trim());
    expect(block('PRIVATE KEY', stdout)).toBe(probe.key.trim());
    expect(stdout.match(/friendlyName: phone \(demo\)/g)).toHaveLength(2);
    expect(open('another').status).not.toBe(0);
  });

  it.skipIf(!hasProgram('pk12util'))(
    'is imported by NSS, certificate and key together (Firefox, Chromium)',
    async () => {
      const { file } = await written(scheme);
      const store = `sql:${scratch()}`;
      output('certutil', ['-N', '-d', store, '--empty-password']);
      expect(output('pk12util', ['-i', file, '-d', store, '-W', 'pass-wörd'])).toMatch(/SUCCESSFUL/);
      expect(output('certutil', ['-L', '-d', store])).toMatch(/phone \(demo\) +u,u,u/); // u: it has its key
      expect(spawnSync('pk12util', ['-i', file, '-d', store, '-W', 'another']).status).not.toBe(0);
    },
  );
});

it('derives keys as RFC 7292, appendix B, wants', () => {
  // Password "smeg", one iteration, a key for Triple-DES: a vector that several other implementations test against.
  const key = pkcs12Key({
    ...{ hash: 'sha1', purpose: 1, password: 'smeg', iterations: 1, length: 24 },
    salt: Buffer.from('0A58CF64530D823F', 'hex'),
  });
  expect(key.toString('hex')).toBe('8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3');
});
