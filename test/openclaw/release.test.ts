import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { architectures, release, tarballUrl } from '../../openclaw/release.ts';

const file = (name: string) => readFileSync(new URL(`../../openclaw/release/${name}`, import.meta.url), 'utf8');
const lock = JSON.parse(file('package-lock.json'));
const packages = Object.entries<Record<string, unknown>>(lock.packages).filter(([path]) => path !== '');

describe('the release', () => {
  it('has the lockfile to the byte, and its digest', () => {
    expect(release.lockText).toBe(file('package-lock.json'));
    expect(release.lockSha256).toBe(createHash('sha256').update(file('package-lock.json')).digest('hex'));
  });

  it('has the package.json to the byte, and one exact dependency', () => {
    expect(release.packageText).toBe(file('package.json'));
    expect(JSON.parse(release.packageText).dependencies).toEqual({ openclaw: release.openclaw });
    expect(release.openclaw).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages['node_modules/openclaw'].version).toBe(release.openclaw);
  });

  it('checks every package by SHA-512', () => {
    expect(packages.length).toBeGreaterThan(300);
    const unchecked = packages.filter(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true);
    expect(unchecked.map(([path]) => path)).toEqual([]);
    for (const [path, { integrity }] of packages) {
      if (integrity !== undefined) expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
  });

  it('lets a package go unchecked only inside of one that is checked', () => {
    const bundled = packages.filter(([, { inBundle }]) => inBundle === true).map(([path]) => path);
    for (const path of bundled) {
      const parent = path.slice(0, path.lastIndexOf('/node_modules/'));
      expect(lock.packages[parent]?.bundleDependencies, path).toContain(path.slice(parent.length + 14));
      expect(lock.packages[parent]?.integrity, parent).toMatch(/^sha512-/);
    }
  });

  it('names no registry', () => {
    expect(packages.filter(([, entry]) => 'resolved' in entry)).toEqual([]);
    expect(release.lockText).not.toMatch(/"https?:\/\/registry/);
  });

  it.each(architectures)('carries every native part for %s with glibc', (architecture) => {
    const optional = packages.filter(([, { os, cpu }]) => os !== undefined && cpu !== undefined);
    const natives = (wanted: string) =>
      optional
        .filter(([, { os, cpu, libc }]) => {
          const fits = (list: unknown, value: string) => list === undefined || (list as string[]).includes(value);
          return fits(os, 'linux') && fits(cpu, wanted) && fits(libc, 'glibc');
        })
        .map(([path]) => path.replace(wanted, 'ARCH'));
    expect(natives(architecture)).toContain('node_modules/@openclaw/fs-safe-linux-ARCH-gnu');
    expect(natives(architecture).sort()).toEqual(natives('x64').sort());
  });

  it.each(architectures)('pins Node 24, npm 11 and the finished tree for %s', (architecture) => {
    const node = release.node[architecture];
    expect(node.name).toBe(`node-linux-${architecture}`);
    expect(node.version).toMatch(/^24\.\d+\.\d+$/);
    expect(node.version).toBe(release.node.x64.version);
    expect(release.npm.version).toMatch(/^11\.\d+\.\d+$/);
    for (const { integrity } of [node, release.npm]) expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    expect(release.treeSha256[architecture]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is named so that it can be a directory', () => {
    expect(release.id).toMatch(/^[0-9a-z][0-9a-z.-]*$/);
    expect(release.id.startsWith(release.openclaw)).toBe(true);
  });
});

it.each([
  { name: 'npm', version: '11.0.0', url: 'https://r.example/npm/-/npm-11.0.0.tgz' },
  { name: '@a/b', version: '1.2.3-rc.1', url: 'https://r.example/@a/b/-/b-1.2.3-rc.1.tgz' },
])('$name is at $url', ({ name, version, url }) => {
  expect(tarballUrl('https://r.example', { name, version })).toBe(url);
});
