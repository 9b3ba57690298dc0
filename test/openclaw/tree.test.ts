import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { currentRelease } from '../../openclaw/paths.ts';
import { treeDigestCommand, treeFunctions } from '../../openclaw/tree.ts';

const root = mkdtempSync(join(tmpdir(), 'tree-'));
const tree = join(root, 'tree');
const digest = (directory = tree) =>
  execFileSync('bash', ['-c', `set -euo pipefail\n${treeFunctions}\ntree_digest "$1"`, 'test', directory], {
    encoding: 'utf8',
  }).trim();

describe('tree_digest', () => {
  beforeEach(() => {
    rmSync(tree, { recursive: true, force: true });
    mkdirSync(join(tree, 'a dir'), { recursive: true });
    writeFileSync(join(tree, 'a dir', 'file'), 'text', { mode: 0o644 });
    writeFileSync(join(tree, '--x'), 'text', { mode: 0o755 });
    symlinkSync('file', join(tree, 'a dir', 'link'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('is the same for a copy with other times, anywhere', () => {
    const before = digest();
    cpSync(tree, join(root, 'copy'), { recursive: true, verbatimSymlinks: true });
    utimesSync(join(root, 'copy', '--x'), 1, 1);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(join(root, 'copy'))).toBe(before);
  });

  it.each<[string, () => void]>([
    ['a byte changes', () => writeFileSync(join(tree, '--x'), 'tex!')],
    ['a mode changes', () => chmodSync(join(tree, '--x'), 0o777)],
    ['setuid appears', () => chmodSync(join(tree, '--x'), 0o4755)],
    ['a file is added', () => writeFileSync(join(tree, 'more'), '')],
    ['an empty directory is added', () => mkdirSync(join(tree, 'more'))],
    ['a file goes', () => rmSync(join(tree, '--x'))],
    [
      'a link points elsewhere',
      () => {
        rmSync(join(tree, 'a dir', 'link'));
        symlinkSync('/etc/passwd', join(tree, 'a dir', 'link'));
      },
    ],
    [
      'a file becomes a link to the same content',
      () => {
        rmSync(join(tree, '--x'));
        symlinkSync('a dir/file', join(tree, '--x'));
      },
    ],
    ['a pipe is added', () => execFileSync('mkfifo', [join(tree, 'pipe')])],
    ['a hard link is added', () => execFileSync('ln', [join(tree, '--x'), join(root, `hard-${process.pid}`)])],
  ])('changes when %s', (_, change) => {
    const before = digest();
    change();
    expect(digest()).not.toBe(before);
  });
});

it('asks for the digest of the release in use and fails when there is none', () => {
  const [program = '', ...args] = treeDigestCommand;
  expect(args.at(-1)).toBe(currentRelease);
  const elsewhere = [...args.slice(0, -1), join(root, 'nothing')];
  expect(() => execFileSync(program, elsewhere, { stdio: 'pipe' })).toThrow(/nothing: No such file/);
});
