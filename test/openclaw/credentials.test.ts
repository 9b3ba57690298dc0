import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  checkSecretName,
  credentialFile,
  encryptCommand,
  gatewayToken,
  presenceCommand,
  runtimeFile,
} from '../../openclaw/credentials.ts';

it('keeps the encrypted file apart from the decrypted one', () => {
  expect(credentialFile(gatewayToken)).toBe('/etc/openclaw/cred/gateway-token.cred');
  expect(runtimeFile('anthropic')).toBe('/run/openclaw/anthropic');
});

it.each(['', '../x', 'a/b', 'A', '1a', 'a b', 'a\n', '-a', 'a'.repeat(64)])('%j is no name of a secret', (name) => {
  expect(() => checkSecretName(name)).toThrow(TypeError);
  expect(() => encryptCommand(name)).toThrow(TypeError);
  expect(() => presenceCommand(name)).toThrow(TypeError);
});

describe('the commands, with a systemd-creds of our own that rot13s', () => {
  const root = mkdtempSync(join(tmpdir(), 'credentials-'));
  const cred = join(root, 'cred');
  const target = join(cred, 'anthropic.cred');
  const run = (argv: readonly string[], input: string) => {
    const here = argv.map((word) => word.replace('/etc/openclaw/cred', cred));
    const [program = '', ...args] = here;
    // `install -o root` only works for root; who runs the tests need not be.
    writeFileSync(join(root, 'install'), '#!/bin/sh\nfor last; do :; done\nexec mkdir -p -m 0700 "$last"\n');
    writeFileSync(
      join(root, 'systemd-creds'),
      '#!/bin/sh\n[ -z "$BROKEN" ] || { echo "no host key" >&2; exit 1; }\necho "$*" >>"$LOG"\ncase $1 in encrypt) tr a-z n-za-m;; decrypt) [ "$2" = --name=anthropic ];; esac\n',
    );
    for (const name of ['install', 'systemd-creds']) chmodSync(join(root, name), 0o755);
    const env = { ...process.env, PATH: `${root}:${process.env.PATH}`, LOG: join(root, 'log') };
    return (extra: Record<string, string> = {}) =>
      spawnSync(program, args, { input, encoding: 'utf8', env: { ...env, ...extra } });
  };

  beforeEach(() => {
    for (const name of ['cred', 'log']) rmSync(join(root, name), { recursive: true, force: true });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('encrypts what comes on stdin, whole, for its name and with the host key', () => {
    expect(run(encryptCommand('anthropic'), 'sk-abc')()).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(target, 'utf8')).toBe('fx-nop');
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(statSync(cred).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('encrypt --with-key=host --name=anthropic - -\n');
    expect(readdirSync(cred)).toEqual(['anthropic.cred']);
  });

  it('replaces an older one', () => {
    run(encryptCommand('anthropic'), 'one')();
    expect(run(encryptCommand('anthropic'), 'two')().status).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe('gjb');
  });

  it('keeps the older one when encryption fails, and leaves nothing beside it', () => {
    run(encryptCommand('anthropic'), 'one')();
    const failed = run(encryptCommand('anthropic'), 'two')({ BROKEN: '1' });
    expect(failed.status).not.toBe(0);
    expect(failed.stderr).toContain('no host key');
    expect(readFileSync(target, 'utf8')).toBe('bar');
    expect(readdirSync(cred)).toEqual(['anthropic.cred']);
  });

  it('refuses to store nothing', () => {
    const empty = run(encryptCommand('anthropic'), '')();
    expect(empty).toMatchObject({ status: 65 });
    expect(empty.stderr).toContain('nothing came on standard input');
    expect(existsSync(target)).toBe(false);
  });

  it('never has the value in its arguments', () => {
    expect(encryptCommand('anthropic').join(' ')).not.toContain('sk-');
    expect(encryptCommand('anthropic').slice(-2)).toEqual(['anthropic', '/etc/openclaw/cred/anthropic.cred']);
  });

  it.each([
    { when: 'there is none', prepare: false, name: 'anthropic', status: 1 },
    { when: 'it decrypts', prepare: true, name: 'anthropic', status: 0 },
  ])('presence is $status when $when', ({ prepare, name, status }) => {
    if (prepare) run(encryptCommand(name), 'x')();
    expect(run(presenceCommand(name), '')()).toMatchObject({ status, stdout: '' });
  });

  it('says 2 when it is there and does not decrypt', () => {
    run(encryptCommand('anthropic'), 'x')();
    const damaged = run(presenceCommand('anthropic'), '')({ BROKEN: '1' });
    expect(damaged).toMatchObject({ status: 2 });
    expect(damaged.stderr).toContain('no host key');
  });
});
