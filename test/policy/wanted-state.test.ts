import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { collectorDigest, wantedState } from '../../policy/wanted-state.ts';
import { declared } from '../controls/_hardened.ts';

const wanted = wantedState(declared);
const contentOf = (path: string) => wanted.files.find((file) => file.path === path)?.content ?? '';

describe('wantedState', () => {
  it('is the same on every call', () => {
    expect(JSON.stringify(wantedState(declared))).toBe(JSON.stringify(wanted));
  });

  it('names every path once, absolute, and with four octal digits of mode', () => {
    const entries = [...wanted.files, ...wanted.directories];
    expect(new Set(entries.map(({ path }) => path)).size).toBe(entries.length);
    for (const { path, mode } of entries) {
      expect(path).toMatch(/^\/[^*]+$/);
      expect(mode).toMatch(/^[0-7]{4}$/);
    }
  });

  it('lets nobody but root write what root runs or obeys', () => {
    const ours = wanted.files.filter(({ owner }) => owner === 'root');
    expect(ours.length).toBeGreaterThan(10);
    for (const { path, mode } of ours) expect(Number.parseInt(mode, 8) & 0o022, path).toBe(0);
  });

  it('starts no unit that it does not also enable', () => {
    const startsByItself = ['enabled', 'static'];
    for (const { name, enabled, active } of wanted.units) expect(active, name).toBe(startsByItself.includes(enabled));
  });

  it('watches only files that it owns', () => {
    const own = wanted.files.map(({ path }) => path);
    for (const { name, watches = [] } of wanted.units) for (const path of watches) expect(own, name).toContain(path);
  });

  it('asks the collector about every file but its own manifest, and about that one by name', () => {
    const manifest = JSON.parse(contentOf('/usr/local/libexec/sclerite/facts.json'));
    const paths: string[] = manifest.fast.hostFiles.paths;
    for (const { path } of wanted.files) expect(paths).toContain(path);
  });

  it('knows what its collector will say about itself', () => {
    const digest = createHash('sha256')
      .update(contentOf('/usr/local/libexec/sclerite/collect'))
      .update(contentOf('/usr/local/libexec/sclerite/facts.json'))
      .digest('hex');
    expect(collectorDigest(declared)).toBe(digest);
  });
});
