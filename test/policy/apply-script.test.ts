import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { applyScript } from '../../policy/apply-script.ts';
import { type Difference, type DifferenceKind, diffHost } from '../../policy/diff.ts';
import type { Wanted } from '../../policy/wanted.ts';

const nothing: Wanted = { packages: [], groups: [], users: [], files: [], directories: [], absent: [], units: [] };
const difference = (kind: DifferenceKind, name: string): Difference => ({
  kind,
  name,
  what: name,
  wanted: '',
  observed: '',
  isKnown: true,
});
const file = (path: string, content: string, more: object = {}) => ({
  path,
  content,
  mode: '0640',
  owner: 'root',
  group: 'root',
  ...more,
});
/** The part of a script that differs from one to the next. */
const body = (script: string) => script.slice(script.lastIndexOf('\n}\n') + 3).trim();

describe('the script', () => {
  const wanted: Wanted = {
    ...nothing,
    packages: ['fail2ban', 'nftables'],
    groups: ['auditor'],
    users: [
      {
        name: 'admin',
        system: false,
        home: '/home/admin',
        shell: '/bin/bash',
        groups: ['sudo'],
        authorizedKeys: ['ssh-ed25519 A'],
      },
      { name: 'openclaw', system: true, home: '/var/lib/openclaw', shell: '/usr/sbin/nologin', groups: [] },
    ],
    files: [file('/etc/nftables.conf', 'drop'), file('/etc/systemd/system/a.service', '[Unit]')],
    absent: ["/root/it's"],
    units: [
      {
        name: 'nftables.service',
        enabled: 'enabled',
        active: true,
        watches: ['/etc/nftables.conf'],
        onChange: 'reload',
      },
      { name: 'a.service', enabled: 'enabled', active: true, watches: ['/etc/systemd/system/a.service'] },
      { name: 'b.service', enabled: 'masked', active: false, watches: ['/etc/nftables.conf'] },
    ],
  };

  it('does nothing for no difference', () => {
    expect(body(applyScript([], wanted))).toBe('fit\ncheck_all\ntake_up\nfinish');
  });

  it('holds exactly what differs, and whoever watches it', () => {
    expect(body(applyScript([difference('file', '/etc/nftables.conf')], wanted))).toMatchInlineSnapshot(`
      "fit
      put /etc/nftables.conf 0640 root root <<'END-OF-FILE'
      ZHJvcA==
      END-OF-FILE
      check_all
      take_up
      reload_units
      watcher nftables.service reload /etc/nftables.conf
      finish"
    `);
  });

  it('mends in an order in which each part finds what it needs', () => {
    expect(body(applyScript(diffHost(wanted, {}), wanted))).toMatchInlineSnapshot(`
      "fit
      packages fail2ban nftables
      group auditor
      user admin person /home/admin /bin/bash sudo
      user openclaw system /var/lib/openclaw /usr/sbin/nologin ''
      directory /home/admin/.ssh 0700 admin admin
      put /etc/nftables.conf 0640 root root <<'END-OF-FILE'
      ZHJvcA==
      END-OF-FILE
      put /etc/systemd/system/a.service 0640 root root <<'END-OF-FILE'
      W1VuaXRd
      END-OF-FILE
      put /home/admin/.ssh/authorized_keys 0600 admin admin <<'END-OF-FILE'
      c3NoLWVkMjU1MTkgQQo=
      END-OF-FILE
      gone '/root/it'\\''s'
      check_all
      take_up
      reload_units
      enablement nftables.service enabled
      enablement a.service enabled
      enablement b.service masked
      watcher nftables.service reload /etc/nftables.conf
      watcher a.service restart /etc/systemd/system/a.service
      activity nftables.service start
      activity a.service start
      activity b.service stop
      finish"
    `);
  });

  it('is bash', () => {
    expect(
      spawnSync('bash', ['-n'], { input: applyScript(diffHost(wanted, {}), wanted), encoding: 'utf8' }),
    ).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

/** Files only: no unit, package or account of the machine that runs the tests is touched. */
describe.skipIf(process.getuid?.() !== 0)('run for real (needs root: files change owner)', () => {
  function machine() {
    const root = mkdtempSync(join(tmpdir(), 'apply-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const run = (wanted: Partial<Wanted>) => {
      const whole = { ...nothing, ...wanted };
      return spawnSync('bash', ['-s'], { input: applyScript(diffHost(whole, {}), whole), encoding: 'utf8' });
    };
    return { root, run, at: (name: string) => join(root, name) };
  }
  const modeOf = (path: string) => (lstatSync(path).mode & 0o7777).toString(8);

  it('puts whole files with mode and owner, and does nothing the second time', () => {
    const { run, at, root } = machine();
    const text = 'größer $HOME `id` \'"\\\n\tEND-OF-FILE\nno newline at the end';
    const wanted = { files: [file(at("it's a.conf"), text), file(at('b'), '', { owner: 'nobody', mode: '4711' })] };
    const first = run(wanted);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toContain("it's a.conf");
    expect(readFileSync(at("it's a.conf"), 'utf8')).toBe(text);
    expect(modeOf(at("it's a.conf"))).toBe('640');
    expect(modeOf(at('b'))).toBe('4711');
    expect(lstatSync(at('b')).uid).toBeGreaterThan(0);
    expect(run(wanted)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(root)).toEqual(['b', "it's a.conf"]);
  });

  it.each([
    { when: 'the content', spoil: (path: string) => writeFileSync(path, 'other') },
    { when: 'the mode', spoil: (path: string) => chmodSync(path, 0o666) },
    {
      when: 'a link',
      spoil: (path: string) => {
        rmSync(path);
        symlinkSync('/etc/hostname', path);
      },
    },
  ])('mends $when', ({ spoil }) => {
    const { run, at } = machine();
    const wanted = { files: [file(at('a'), 'good')] };
    run(wanted);
    spoil(at('a'));
    expect(run(wanted)).toMatchObject({ status: 0, stdout: `changed ${at('a')}\n` });
    expect(lstatSync(at('a')).isFile()).toBe(true);
    expect(readFileSync(at('a'), 'utf8')).toBe('good');
    expect(modeOf(at('a'))).toBe('640');
  });

  it('makes directories and removes what must not be', () => {
    const { run, at } = machine();
    writeFileSync(at('bad'), '');
    const wanted = {
      directories: [{ path: at('d'), mode: '1770', owner: 'root', group: 'nogroup' }],
      absent: [at('bad'), at('never-was')],
    };
    expect(run(wanted)).toMatchObject({ status: 0, stdout: `changed ${at('d')}\nremoved ${at('bad')}\n` });
    expect(modeOf(at('d'))).toBe('1770');
    expect(run(wanted)).toMatchObject({ status: 0, stdout: '' });
  });

  it('leaves the machine as it was when a later part fails', () => {
    const { run, at, root } = machine();
    writeFileSync(at('a'), 'old', { mode: 0o600 });
    writeFileSync(at('bad'), 'still here', { mode: 0o604 });
    mkdirSync(at('z'));
    const result = run({
      files: [file(at('a'), 'new'), file(at('b'), 'new'), file(at('c'), 'new', { owner: 'nobody-has-this-name' })],
    });
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('nobody-has-this-name');
    expect(readFileSync(at('a'), 'utf8')).toBe('old');
    expect(modeOf(at('a'))).toBe('600');
    expect(readdirSync(root).sort()).toEqual(['a', 'bad', 'z']);
  });

  it('does not put a file in place of a directory', () => {
    const { run, at, root } = machine();
    mkdirSync(at('a'));
    writeFileSync(at('first'), 'old');
    const result = run({ files: [file(at('first'), 'new'), file(at('a'), 'new')] });
    expect(result.status).not.toBe(0);
    expect(readFileSync(at('first'), 'utf8')).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['a', 'first']);
  });
});
