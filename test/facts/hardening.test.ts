import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileEntry } from '../../facts/fact.ts';
import { facts } from '../../facts/index.ts';
import { sudoExceptions, sudoSetting } from '../../facts/sudoers.ts';
import { declared } from '../controls/_hardened.ts';
import { files, command as printed } from './_reading.ts';

const file = (path: string, content: string | undefined, more: Partial<FileEntry> = {}): FileEntry => ({
  path,
  type: 'file',
  mode: '0644',
  owner: 'root',
  group: 'root',
  size: 1,
  ...(content !== undefined && { content }),
  ...more,
});

describe('pam', () => {
  const stack = (...entries: FileEntry[]) => facts.pam.parse(files(...entries));

  it('puts what is included in its place, by either word', () => {
    const stacks = stack(
      file('/etc/pam.d/su', 'auth sufficient pam_rootok.so\n@include common\nsession include common\n'),
      file(
        '/etc/pam.d/common',
        '# all\nauth\t[success=1 default=ignore]\tpam_unix.so nullok\n-session optional pam_x.so a \\\n b\n',
      ),
    );
    expect(stacks.su).toEqual([
      { type: 'auth', control: 'sufficient', module: 'pam_rootok.so', options: [] },
      { type: 'auth', control: '[success=1 default=ignore]', module: 'pam_unix.so', options: ['nullok'] },
      { type: 'session', control: 'optional', module: 'pam_x.so', options: ['a', 'b'] },
      { type: 'session', control: 'optional', module: 'pam_x.so', options: ['a', 'b'] },
    ]);
  });

  it.each([
    ['a file that includes itself', [file('/etc/pam.d/a', '@include a')], /includes itself/],
    ['an include of nothing', [file('/etc/pam.d/a', '@include b')], /b: not there/],
    ['a line of another shape', [file('/etc/pam.d/a', 'auth required')], /not understood/],
    ['an empty folder', [], /nothing lies/],
  ])('does not guess at %s', (_, entries, words) => {
    expect(() => stack(...entries)).toThrow(words);
  });
});

describe('sudoers', () => {
  const parse = (defaults: unknown) =>
    facts.sudoers.parse(printed(JSON.stringify({ Defaults: defaults, User_Specs: [] })));

  it('takes the last value that holds for everybody, and tells those for some apart', () => {
    const sudoers = parse([
      { Options: [{ use_pty: true }, { passwd_tries: 3 }] },
      { Binding: [{ username: 'ada' }], Options: [{ use_pty: false }] },
      { Options: [{ passwd_tries: 5 }, { operation: 'list_add', env_keep: ['A', 'B'] }] },
    ]);
    expect(sudoSetting(sudoers, 'passwd_tries')).toBe(5);
    expect(sudoSetting(sudoers, 'use_pty')).toBe(true);
    expect(sudoExceptions(sudoers, 'use_pty')).toEqual([{ name: 'use_pty', value: false, isGlobal: false }]);
    expect(sudoSetting(sudoers, 'env_keep')).toBe('list_add A B');
    expect(sudoSetting(sudoers, 'logfile')).toBeUndefined();
  });

  it('does not guess at a value of another kind', () => {
    expect(() => parse([{ Options: [{ x: { y: 1 } }] }])).toThrow('for x');
    expect(() => parse([{ Options: [{}] }])).toThrow('without a name');
  });
});

describe('shadow', () => {
  it('cuts the scheme out on the server, so that no hash leaves it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shadow-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const lines = [
      'root:*:20780:0:99999:7:::',
      'ada:$y$j9T$secretsalt$secrethash:20780:0:99999:7:::',
      'bob:!$6$secretsalt$secrethash:20780:0:90:7::20999:',
      'eve::20780:0:99999:7:::',
      'old:secretDEShash:20780::::::',
    ];
    writeFileSync(join(folder, 'shadow'), `${lines.join('\n')}\n`);
    const source = facts.shadow.source(declared, {} as never);
    if (source?.kind !== 'command') throw new Error('it is no command');
    const [program = '', ...words] = source.argv;
    const ran = spawnSync(program, [...words.slice(0, -1), join(folder, 'shadow')], { encoding: 'utf8' });
    expect(ran.stdout).not.toContain('secret');
    expect(facts.shadow.parse(printed(ran.stdout))).toEqual([
      { name: 'root', scheme: 'locked', maxDays: 99_999 },
      { name: 'ada', scheme: '$y$', maxDays: 99_999 },
      { name: 'bob', scheme: '$6$', maxDays: 90, expiresOn: 20_999 },
      { name: 'eve', scheme: 'none', maxDays: 99_999 },
      { name: 'old', scheme: 'unknown' },
    ]);
  });

  it('does not guess at a line of another shape', () =>
    expect(() => facts.shadow.parse(printed('ada:$y$'))).toThrow('4 fields'));
});

describe('loginDefs', () => {
  it('reads names and values, the last of a name, no comments', () => {
    const text = '# UMASK 000\nUMASK\t\t022\nENV_PATH\tPATH=/bin:/usr/bin\nUMASK 077\n\n';
    expect(facts.loginDefs.parse(files(file('/etc/login.defs', text)))).toEqual({
      UMASK: '077',
      ENV_PATH: 'PATH=/bin:/usr/bin',
    });
  });
  it('says when there is no file', () => {
    expect(() => facts.loginDefs.parse(files(file('/etc/login.defs', undefined, { type: 'absent' })))).toThrow(
      'not there',
    );
  });
});

describe('passwordRules and scheduleLists', () => {
  it('read each file that is there', () => {
    expect(
      facts.passwordRules.parse(
        files(file('/a', 'minlen = 15 # long\naudit\n'), file('/b', undefined, { type: 'absent' })),
      ),
    ).toEqual({ '/a': { minlen: '15', audit: '' } });
    expect(facts.scheduleLists.parse(files(file('/etc/cron.allow', 'root\n\nada\n')))).toEqual({
      '/etc/cron.allow': ['root', 'ada'],
    });
  });
  it.each(['passwordRules', 'scheduleLists'] as const)('%s says when one could not be read', (id) => {
    expect(() => facts[id].parse(files(file('/a', undefined, { error: 'Input/output error' })))).toThrow(
      'Input/output',
    );
  });
});

describe('shellProfiles', () => {
  it('gives a link the text of the file that it leads to', () => {
    const link = file('/etc/profile.d/x.sh', undefined, { type: 'link', target: '/usr/lib/x.sh' });
    const [first, second] = facts.shellProfiles.parse(files(link, file('/usr/lib/x.sh', 'umask 022\n')));
    expect([first?.content, second?.content]).toEqual(['umask 022\n', 'umask 022\n']);
    expect(facts.shellProfiles.parse(files(link))[0]?.content).toBeUndefined();
  });
});

describe('sshdDaemon', () => {
  it('tells when sshd read and when each file was written', () => {
    expect(facts.sshdDaemon.parse(printed('20 /run/sshd.pid\n10 /etc/ssh/sshd_config\n'))).toEqual({
      readAt: 20,
      writtenAt: { '/etc/ssh/sshd_config': 10 },
    });
    expect(() => facts.sshdDaemon.parse(printed('10 /etc/ssh/sshd_config\n'))).toThrow('/run/sshd.pid');
    expect(() => facts.sshdDaemon.parse(printed('today /x\n'))).toThrow('not understood');
  });
});

describe('hostKeyFiles', () => {
  it('reads type and size', () => {
    const line = '/etc/ssh/ssh_host_rsa_key 2048 SHA256:abc root@a (of old) (RSA)';
    expect(facts.hostKeyFiles.parse(printed(`${line}\n`))).toEqual([
      { path: '/etc/ssh/ssh_host_rsa_key', bits: 2048, type: 'RSA' },
    ]);
    expect(facts.hostKeyFiles.parse(printed(''))).toEqual([]);
    expect(() => facts.hostKeyFiles.parse(printed('/x is not a key file.'))).toThrow('not understood');
  });
});

describe('looseFiles', () => {
  it('sorts what find saw, whatever the names are', () => {
    const text =
      'W\t777\troot:root\td\t/b\nc\0S\t4755\troot:root\tf\t/z\t1\0S\t2755\troot:x\tf\t/a\0U\t644\t5:5\tf\t/u\0';
    expect(facts.looseFiles.parse(printed(text))).toEqual({
      setId: [
        { path: '/a', mode: '2755', owner: 'root:x', type: 'f' },
        { path: '/z\t1', mode: '4755', owner: 'root:root', type: 'f' },
      ],
      unowned: [{ path: '/u', mode: '644', owner: '5:5', type: 'f' }],
      worldWritable: [{ path: '/b\nc', mode: '777', owner: 'root:root', type: 'd' }],
    });
    expect(() => facts.looseFiles.parse(printed('X\t1\t2\t3\t4\0'))).toThrow('not understood');
  });
});

describe('guardedPaths', () => {
  it('is by path, with what is not there', () => {
    const entries = facts.guardedPaths.parse(
      files(file('/etc/passwd', undefined), file('/root/.netrc', undefined, { type: 'absent' })),
    );
    expect(Object.keys(entries)).toEqual(['/etc/passwd', '/root/.netrc']);
    expect(entries['/root/.netrc']?.type).toBe('absent');
  });
});
