import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Baseline, parseBaseline } from '../../../facts/baseline.ts';
import { baselineFile } from '../../../facts/collector/baseline-program.ts';

const PYTHON = '/usr/bin/python3';
const hasPython = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import hashlib; hashlib.file_digest']).status === 0;

describe.skipIf(!hasPython)('the baseline program (skipped without Python 3.11 at /usr/bin/python3)', () => {
  const root = mkdtempSync(join(tmpdir(), 'sclerite-baseline-'));
  afterAll(() => rmSync(root, { recursive: true }));

  /** Every absolute path, in quotes or at the start of a pattern, is moved below `root`; the rest of the program is as it is on a server. */
  const program = baselineFile.content.replace(/'\/(?=[a-z])/g, `'${root}/`).replace(/(?<!\[)\^\//g, `^${root}/`);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(PYTHON, ['-IS', '-c', program, ...words], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const compare = (): Baseline => parseBaseline(run('compare'));
  const status = (version: string) =>
    `Package: sudo\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`;

  beforeEach(() => {
    rmSync(root, { recursive: true });
    write('etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n');
    write('etc/group', 'root:x:0:\n');
    write('etc/shadow', 'root:*:20000:0:99999:7:::\n');
    write('etc/motd', 'hello\n');
    write('etc/sudo.conf', 'of a package\n');
    write('etc/ours.conf', 'wanted\n');
    write('home/ada/notes.txt', 'her own\n');
    write('home/ada/.bashrc', 'PS1=\n');
    write('var/lib/dpkg/diversions', '');
    write('var/lib/dpkg/status', status('1.9-1'));
    write('var/lib/dpkg/info/sudo.list', `${root}/etc/sudo.conf\n`);
    write('var/lib/dpkg/info/sudo.md5sums', 'd41d8cd98f00b204e9800998ecf8427e  etc/sudo.conf\n');
    write(
      'usr/local/libexec/sclerite/facts.json',
      JSON.stringify({ fast: { hostFiles: { paths: [`${root}/etc/ours.conf`] } } }),
    );
  });

  it('says that there is none, and finds nothing right after it was taken', () => {
    expect(() => run('compare')).toThrow('no baseline yet');
    const digest = run('take');
    expect(compare()).toMatchObject({ sha256: digest, differences: [] });
    expect(run('take')).toBe(digest);
  });

  it.each([
    { when: 'a file appears', act: () => write('etc/vendor.conf', ''), then: ['file', '/etc/vendor.conf', 'added'] },
    { when: 'a file changes', act: () => write('etc/motd', 'bye\n'), then: ['file', '/etc/motd', 'changed'] },
    { when: 'a file goes', act: () => rmSync(join(root, 'etc/motd')), then: ['file', '/etc/motd', 'removed'] },
    {
      when: 'somebody’s shell is told something',
      act: () => write('home/ada/.bashrc', 'alias sudo=x\n'),
      then: ['file', '/home/ada/.bashrc', 'changed'],
    },
    {
      when: 'an account appears',
      act: () => appendFileSync(join(root, 'etc/passwd'), 'eve:x:0:0::/:/bin/sh\n'),
      then: ['account', 'eve', 'added'],
    },
    {
      when: 'a password is set',
      act: () => write('etc/shadow', 'root:$y$x:20000:0:99999:7:::\n'),
      then: ['password', 'root', 'changed'],
    },
    {
      when: 'a sum changes and the version does not',
      act: () => write('var/lib/dpkg/info/sudo.md5sums', '0\n'),
      then: ['sums', 'sudo 1.9-1', 'changed'],
    },
    {
      when: 'somebody asks for a package',
      act: () => appendFileSync(join(root, 'var/lib/dpkg/status'), `\n${status('1').replace('sudo', 'gcc')}`),
      then: ['package', 'gcc', 'added'],
    },
  ])('notices when $when', ({ act, then: [kind, name, change] }) => {
    run('take');
    act();
    const found = compare().differences.map((one) => ({ ...one, name: one.name.replace(root, '') }));
    expect(found).toEqual([{ kind, name, change }]);
  });

  it.each([
    { when: 'a packaged file changes', act: () => write('etc/sudo.conf', 'new\n') },
    { when: 'a wanted file changes', act: () => write('etc/ours.conf', 'new\n') },
    { when: 'somebody writes into their own files', act: () => write('home/ada/notes.txt', 'more\n') },
    { when: 'a password only gets older', act: () => write('etc/shadow', 'root:*:20001:0:99999:7:::\n') },
    {
      when: 'an upgrade brings new sums with a new version',
      act: () => {
        write('var/lib/dpkg/status', status('1.9-2'));
        write('var/lib/dpkg/info/sudo.md5sums', '0\n');
      },
    },
    {
      when: 'a package comes along because another needs it',
      act: () => {
        appendFileSync(join(root, 'var/lib/dpkg/status'), `\n${status('1').replace('sudo', 'libx')}`);
        write('var/lib/apt/extended_states', 'Package: libx\nArchitecture: amd64\nAuto-Installed: 1\n');
      },
    },
  ])('leaves to others, or lets be, when $when', ({ act }) => {
    run('take');
    act();
    expect(compare().differences).toEqual([]);
  });

  it('shows by its digest that somebody took another one', () => {
    const digest = run('take');
    write('etc/vendor.conf', '');
    expect(run('take')).not.toBe(digest);
    expect(compare().differences).toEqual([]);
  });

  it('keeps no password, and is for root alone', () => {
    write('etc/shadow', 'root:$y$secret:20000:0:99999:7:::\n');
    run('take');
    const text = readFileSync(join(root, 'var/lib/sclerite/baseline.json'), 'utf8');
    expect(text).not.toContain('secret');
    expect(text).toContain('"password root"');
  });
});
