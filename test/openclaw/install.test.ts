import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildScript } from '../../openclaw/_build-script.ts';
import { installScript } from '../../openclaw/install.ts';
import { installFailure, installFailures } from '../../openclaw/install-failures.ts';
import { type Release, release } from '../../openclaw/release.ts';

const root = mkdtempSync(join(tmpdir(), 'install-'));
afterAll(() => rmSync(root, { recursive: true }));

const registry = 'https://registry.example';
const script = installScript({ registry, release });
const small: Release = {
  ...release,
  packageText: '{}\n',
  lockText: '{"packages": {"": {}}}\n',
  lockSha256: createHash('sha256').update('{"packages": {"": {}}}\n').digest('hex'),
};

describe('installScript', () => {
  it('is what it was', () => {
    expect(installScript({ registry, release: small })).toMatchSnapshot();
  });

  it.each([
    ['whole', script],
    ['unprivileged half', buildScript(release, registry)],
  ])('is bash: the %s', (name, text) => {
    const file = join(root, `${name}.sh`);
    writeFileSync(file, text);
    expect(spawnSync('bash', ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.runIf(spawnSync('shellcheck', ['--version']).status === 0).each([
    ['whole', script],
    ['unprivileged half', buildScript(release, registry)],
  ])('satisfies shellcheck: the %s', (_, text) => {
    expect(execFileSync('shellcheck', ['--shell=bash', '-'], { input: text, encoding: 'utf8' })).toBe('');
  });

  it('swallows no error', () => {
    expect(installScript({ registry, release: small })).not.toMatch(/\|\| *(true|:)|2>\/dev\/null/);
  });

  it('asks the given registry and no other', () => {
    const hosts = installScript({ registry, release: small }).match(/https?:\/\/[\w.-]+/g) ?? [];
    expect(new Set(hosts)).toEqual(new Set([registry]));
  });

  it.each([
    ['https://registry.example/', 'https://registry.example'],
    ['https://mirror.example/api/npm//', 'https://mirror.example/api/npm'],
    ['http://127.0.0.1:4873', 'http://127.0.0.1:4873'],
    ["https://registry.example/it's $(here)", "https://registry.example/it'\\''s%20$(here)"],
  ])('takes %s as %s', (given, base) => {
    const text = installScript({ registry: given, release: small });
    expect(text).toContain(`'${base}/npm/-/npm-${release.npm.version}.tgz'`);
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).status).toBe(0);
  });

  it.each(['', 'registry.example', 'file:///etc', 'https://me:secret@registry.example', 'https://r.example/?a=b'])(
    'refuses %j as a registry',
    (given) => {
      expect(() => installScript({ registry: given, release })).toThrow(TypeError);
      expect(() => installScript({ registry: given, release })).not.toThrow(/secret/);
    },
  );
});

it('names each exit code once', () => {
  const codes = Object.values(installFailures);
  expect(new Set(codes).size).toBe(codes.length);
  expect(installFailure(installFailures.registry)).toBe('registry');
  expect([0, 1, 255].map(installFailure)).toEqual([undefined, undefined, undefined]);
});
