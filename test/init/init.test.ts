import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPublicKeys } from '../../edges/found-keys.ts';
import { ed25519, rsa2048, rsa3072 } from '../config/keys.ts';

const root = join(import.meta.dirname, '../..');
let home: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sclerite-init-'));
  file = join(home, 'sclerite.config.ts');
  mkdirSync(join(home, '.ssh'));
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }'); // as in a checkout
  writeFileSync(join(home, '.ssh/id_rsa.pub'), rsa3072.public);
  writeFileSync(join(home, '.ssh/id_ed25519.pub'), `${ed25519.public}\n`);
  writeFileSync(join(home, '.ssh/old.pub'), rsa2048.public);
  writeFileSync(join(home, '.ssh/id_ed25519'), ed25519.private);
});
afterEach(() => rmSync(home, { recursive: true }));

function init(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/main.ts', 'init', '--config', file, ...argv],
    {
      cwd: root,
      env: { ...process.env, HOME: home },
      encoding: 'utf8',
      input: '',
    },
  );
  return { status, stdout, stderr };
}

/** By the compiler and with the options of the project itself. */
function typeErrors(path: string): string {
  const options = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).compilerOptions;
  const project = join(home, 'tsconfig.json');
  const typeRoots = [join(root, 'node_modules/@types')];
  writeFileSync(project, JSON.stringify({ compilerOptions: { ...options, typeRoots }, files: [path] }));
  return spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', project], { encoding: 'utf8' }).stdout;
}

describe('init --yes', () => {
  it('writes a config that type-checks, parses, and names the best key there is', () => {
    const { status, stdout, stderr } = init('--yes');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('export HCLOUD_TOKEN=');
    expect(stderr).toContain('export ANTHROPIC_API_KEY=');
    expect(typeErrors(file)).toBe('');
    expect(readFileSync(file, 'utf8')).toContain("publicKeyFile: '~/.ssh/id_ed25519.pub'");
  });

  it('takes answers from flags', () => {
    expect(
      init(
        '--yes',
        '--name',
        'edge',
        '--location',
        'ash',
        '--model',
        'openai/gpt-5',
        '--domain',
        'Edge.example.com',
        '--key',
        join(home, '.ssh/id_rsa.pub'),
      ).status,
    ).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(typeErrors(file)).toBe('');
    for (const part of [
      "name: 'edge'",
      "location: 'ash'",
      "type: 'cpx22'",
      "model: 'openai/gpt-5'",
      "env: 'OPENAI_API_KEY'",
      "id_rsa.pub'",
    ]) {
      expect(text).toContain(part);
    }
  });

  it('never overwrites, unless told so', () => {
    writeFileSync(file, 'mine');
    expect(init('--yes')).toMatchObject({ status: 64, stderr: expect.stringContaining('E_CONFIG_EXISTS') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(init('--yes', '--force').status).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('defineConfig');
  });

  it.each([
    { when: 'a name', argv: ['--name', 'Gate way'], says: /--name: is no RFC 1123 label/ },
    { when: 'a missing key', argv: ['--key', '/nowhere/id.pub'], says: /--key: cannot be read: \/nowhere\/id.pub/ },
    { when: 'a private key', argv: ['--key', '~/.ssh/id_ed25519'], says: /--key: is a private key/ },
    { when: 'a model', argv: ['--model', 'claude'], says: /--model: names a model without its provider/ },
    { when: 'a domain', argv: ['--domain', 'localhost'], says: /--domain: is no full host name/ },
    { when: 'an unknown flag', argv: ['--nmae', 'x'], says: /--name/ },
  ])('refuses $when with 64 and writes nothing', ({ argv, says }) => {
    const { status, stderr } = init('--yes', ...argv);
    expect({ status, stderr }).toEqual({ status: 64, stderr: expect.stringMatching(says) });
    expect(existsSync(file)).toBe(false);
  });

  it('says how to make a key when there is none', () => {
    rmSync(join(home, '.ssh'), { recursive: true });
    expect(init('--yes')).toMatchObject({ status: 64, stderr: expect.stringContaining('ssh-keygen -t ed25519') });
  });
});

it('init without a terminal and without --yes is a usage error', () => {
  expect(init()).toMatchObject({ status: 64, stderr: expect.stringContaining('no terminal to ask on') });
});

it('finds the keys a server would take, the best type first', () => {
  expect(findPublicKeys(home)).toEqual([
    { path: '~/.ssh/id_ed25519.pub', hint: 'ssh-ed25519 ada@laptop' },
    { path: '~/.ssh/id_rsa.pub', hint: 'ssh-rsa rsa' },
  ]);
  expect(findPublicKeys('/nowhere')).toEqual([]);
});
