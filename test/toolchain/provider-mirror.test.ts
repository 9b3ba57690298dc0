import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linkProviderMirror } from '../../toolchain/provider-mirror.ts';

let outdir: string;
let stack: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'sclerite-mirror-'));
  stack = join(outdir, 'stacks', 'sclerite');
  mkdirSync(stack, { recursive: true });
});

afterEach(() => rmSync(outdir, { recursive: true }));

const link = () => join(stack, 'terraform.d/plugins');
const lock = () => join(stack, '.terraform.lock.hcl');

it('gives a stack the mirror and the lock, and changes nothing the second time', () => {
  linkProviderMirror(outdir);
  expect(existsSync(join(link(), 'registry.terraform.io/hetznercloud/hcloud'))).toBe(true);
  expect(readFileSync(lock(), 'utf8')).toMatch(/version\s+= "1\.68\.0"[\s\S]*"h1:/);
  const before = lstatSync(lock(), { bigint: true }).mtimeNs;
  linkProviderMirror(outdir);
  expect(lstatSync(lock(), { bigint: true }).mtimeNs).toBe(before);
});

it('replaces a link that points elsewhere and a lock of another provider build', () => {
  mkdirSync(join(stack, 'terraform.d'));
  symlinkSync('/nowhere', link());
  writeFileSync(lock(), 'provider "registry.terraform.io/hetznercloud/hcloud" {\n  version = "1.0.0"\n}\n');
  linkProviderMirror(outdir);
  expect(readlinkSync(link())).toMatch(/\.toolchain\/providers$/);
  expect(readFileSync(lock(), 'utf8')).toContain('1.68.0');
});

it("leaves an operator's own plugins directory alone", () => {
  mkdirSync(link(), { recursive: true });
  writeFileSync(join(link(), 'mine'), '');
  linkProviderMirror(outdir);
  expect(existsSync(join(link(), 'mine'))).toBe(true);
});
