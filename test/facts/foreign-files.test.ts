import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandSource } from '../../facts/fact.ts';
import { type ForeignFiles, foreignFiles, type PlaceGroup } from '../../facts/foreign-files.ts';
import type { Wanted } from '../../policy/wanted.ts';
import { declared } from '../controls/_hardened.ts';
import { command } from './_reading.ts';

const PYTHON = '/usr/bin/python3';
const hasPython = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import hashlib; hashlib.file_digest']).status === 0;
/** Longer than a file system's clock ticks. */
const TICK_MS = 50;

describe.skipIf(!hasPython)('the search for foreign files (skipped without Python 3.11 at /usr/bin/python3)', () => {
  const root = mkdtempSync(join(tmpdir(), 'sclerite-foreign-'));
  afterAll(() => rmSync(root, { recursive: true }));

  const write = (path: string, text = '') => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const link = (path: string, target: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  };

  let found: Readonly<Record<PlaceGroup, ForeignFiles>>;
  const paths = (group: PlaceGroup) => found[group].foreign.map(({ path }) => path.replace(root, ''));

  beforeAll(async () => {
    write('etc/cron.d/of-the-image');
    await sleep(TICK_MS);
    write('var/lib/cloud/instances/1/sem/config_ssh');
    await sleep(TICK_MS);

    const packaged = [
      'usr/bin/ps',
      'usr/bin/moved.real',
      'usr/lib/systemd/system/ssh.service',
      'usr/share/keyrings/debian.gpg',
    ];
    for (const path of [...packaged, 'usr/bin/moved', 'usr/share/base-files/profile', 'etc/skel/.bashrc'])
      write(path, 'x');
    // Somebody without a package moved `moved` away: what lies in its place is nobody's.
    write('var/lib/dpkg/diversions', `${root}/usr/bin/moved\n${root}/usr/bin/moved.real\n:\n`);
    write(
      'var/lib/dpkg/info/all.list',
      ['usr/bin/ps', 'usr/bin/moved', packaged[2], packaged[3], 'usr/share/base-files/profile', 'etc/skel/.bashrc']
        .map((path) => `${root}/${path}\n`)
        .join(''),
    );
    write('etc/cron.d/planted');
    write('etc/cron.d/wanted');
    link('etc/systemd/system/multi-user.target.wants/ssh.service', join(root, 'usr/lib/systemd/system/ssh.service'));
    link('etc/systemd/system/multi-user.target.wants/evil.service', '/tmp/evil.service');
    link('etc/systemd/system/masked.service', '/dev/null');
    link('usr/local/bin/sudo', join(root, 'usr/bin/ps'));
    link('etc/alternatives/top', join(root, 'usr/bin/ps'));
    link('usr/bin/top', join(root, 'etc/alternatives/top'));
    write('etc/profile', 'x');
    write('home/ada/.bashrc', 'x');
    write('home/eve/.bashrc', 'alias sudo=x');
    write(
      'etc/apt/sources.list.d/debian.sources',
      `URIs: https://deb\nSigned-By: ${root}/usr/share/keyrings/debian.gpg\n`,
    );
    write('etc/apt/sources.list.d/vendor.list', `deb [signed-by=${root}/etc/vendor.gpg] https://vendor stable main\n`);
    write('etc/apt/sources.list.d/inline.sources', 'Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n');
    write('usr/lib/python3/dist-packages/__pycache__/apt.cpython-313.pyc');

    const { argv } = foreignFiles.source(declared, {
      files: [{ path: '/etc/cron.d/wanted' }],
    } as unknown as Wanted) as CommandSource;
    const [, , , program = '', places = '', copies = '', made = '', ...wanted] = argv;
    /** Every absolute path, in quotes or at the start of a pattern, is moved below `root`. */
    const moved = (text: string) =>
      text
        .replace(/(['"])\/(?=[a-z])/g, `$1${root}/`)
        .replace(/(?<!\[)\^\//g, `^${root}/`)
        .replace(`'${root}/dev/null'`, "'/dev/null'");
    const words = [places, copies, made].map(moved);
    const ran = spawnSync(PYTHON, ['-IS', '-c', moved(program), ...words, ...wanted.map((path) => root + path)], {
      encoding: 'utf8',
    });
    found = foreignFiles.parse(command(ran.stdout, ran.status, ran.stderr));
  });

  it('finds what nobody answers for, and neither what is wanted nor what the image had', () => {
    expect(paths('cron')).toEqual(['/etc/cron.d/planted']);
    expect(found.cron.looked).toBe(3);
  });

  it('lets links switch on or mask what is packaged, and lead nowhere else', () => {
    expect(paths('units')).toEqual(['/etc/systemd/system/multi-user.target.wants/evil.service']);
  });

  it('lets a command be a link only by way of the alternatives, and sees what took a moved one’s place', () => {
    expect(paths('commands')).toEqual(['/usr/bin/moved', '/usr/local/bin/sudo']);
  });

  it('knows copies of packaged files', () => {
    expect(paths('shellStartup')).toEqual(['/home/eve/.bashrc']);
  });

  it('judges a source by whose key signs it', () => {
    expect(paths('aptSources')).toEqual([
      '/etc/apt/sources.list.d/inline.sources',
      '/etc/apt/sources.list.d/vendor.list',
    ]);
  });

  it('leaves what Python compiles alone', () => {
    expect(paths('interpreters')).toEqual([]);
  });
});
