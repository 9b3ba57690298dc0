import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reading } from '../../facts/fact.ts';
import { openclawSettings, setting } from '../../facts/openclaw-settings.ts';
import { SECRET_SHAPES, secretTraces } from '../../facts/secret-traces.ts';
import { declared } from '../controls/_openclaw.ts';

/** The programs that search on the server, run here against files of our own. They must never send what they find. */

const hasPython = spawnSync('/usr/bin/python3', ['-c', '']).status === 0;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sclerite-facts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(argv: readonly string[]): Extract<Reading, { kind: 'command' }> {
  const [program = '', ...rest] = argv;
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
  return { kind: 'command', argv, exit: status, stdout, stderr, at: 0, ms: 0 };
}

function argvOf(fact: typeof openclawSettings | typeof secretTraces): readonly string[] {
  const source = fact.source(declared, {} as never);
  if (source?.kind !== 'command') throw new Error('expected a command');
  return source.argv;
}

describe.skipIf(!hasPython)('openclawSettings', () => {
  const settingsOf = (config: unknown) => {
    const file = join(folder, 'openclaw.json');
    writeFileSync(file, JSON.stringify(config));
    return run(argvOf(openclawSettings).map((word) => (word === '/etc/openclaw/openclaw.json' ? file : word)));
  };

  it('sends switches, numbers and the names of choices', () => {
    const config = {
      gateway: { bind: 'loopback', port: 18789, auth: { mode: 'token' } },
      tools: { deny: ['group:fs'] },
    };
    expect(openclawSettings.parse(settingsOf(config))).toEqual(config);
  });

  it.each([
    { what: 'a token in its place', config: { gateway: { auth: { token: 'abc' } } } },
    { what: 'a key under the name of a choice', config: { mode: 'sk-ant-api03-ABCDEFGHIJKL' } },
    { what: 'a long word under the name of a choice', config: { allow: ['a'.repeat(33)] } },
    { what: 'a word that nobody knows', config: { env: { vars: { X: 'abc' } } } },
  ])('keeps $what on the server', ({ config }) => {
    const reading = settingsOf(config);
    expect(reading.stdout).toContain('(hidden)');
    expect(reading.stdout).not.toMatch(/abc|ABC|aaa/);
  });

  it('is unreadable when the file is no JSON, and quotes nothing of it', () => {
    const file = join(folder, 'openclaw.json');
    writeFileSync(file, '{ token: "abcdef" }');
    const argv = argvOf(openclawSettings).map((word) => (word === '/etc/openclaw/openclaw.json' ? file : word));
    const reading = run(argv);
    expect(() => openclawSettings.parse(reading)).toThrow();
    expect(reading.stderr).not.toContain('abcdef');
  });
});

it.each([
  ['gateway.auth.mode', 'token'],
  ['gateway.auth.none', undefined],
  ['gateway.auth.mode.deeper', undefined],
  ['constructor.name', undefined],
])('setting %s is %s', (path, value) => {
  expect(setting({ gateway: { auth: { mode: 'token' } } }, path)).toBe(value);
});

describe.skipIf(!hasPython)('secretTraces', () => {
  const secret = `sk-ant-api03-${'x'.repeat(24)}`;
  const pem = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n';

  function search(name: string, content: string | Buffer) {
    const place = join(folder, name);
    mkdirSync(place);
    writeFileSync(join(place, 'file'), content);
    const places = { userData: [`${place}/*`], bootLogs: [], histories: [], settings: [] };
    const argv = argvOf(secretTraces).map((word) => (word.startsWith('{"userData"') ? JSON.stringify(places) : word));
    const reading = run(argv);
    expect(reading.stdout).not.toContain(secret);
    return secretTraces.parse(reading).userData;
  }

  const kinds = ({ traces }: { traces: readonly { kind: string; count: number }[] }) =>
    traces.map(({ kind, count }) => `${count} ${kind}`);

  it.each([
    { what: 'a key', content: `key: ${secret}\n`, found: ['1 anthropic-key'] },
    { what: 'two keys', content: `${secret}\n${secret}\n`, found: ['2 anthropic-key'] },
    { what: 'a bot token', content: `12345678:AA${'x'.repeat(33)}`, found: ['1 telegram-token'] },
    { what: 'an assignment', content: 'export MY_API_KEY="abcdefghijklmnop1234"', found: ['1 assignment'] },
    { what: 'a compressed key', content: gzipSync(secret), found: ['1 anthropic-key'] },
    {
      what: 'a key in a coded file',
      content: `content: ${Buffer.from(`${'padding '.repeat(30)}${secret}`).toString('base64')}`,
      found: ['1 anthropic-key'],
    },
    { what: 'an empty assignment', content: 'MY_API_KEY=\nMY_TOKEN=$OTHER\n', found: [] },
    { what: 'settings of sshd', content: 'PasswordAuthentication no\nPASSWORD: locked\n', found: [] },
    { what: 'a digest', content: `sha512-${'a'.repeat(86)}==`, found: [] },
    { what: 'a public key', content: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGsY admin', found: [] },
  ])('finds in $what: $found', ({ what, content, found }) => {
    expect(kinds(search(what.replaceAll(' ', '-'), content))).toEqual(found);
  });

  it('counts copies of one private key once, however they are indented', () => {
    const copies = search('copies', `${pem}\n    ${pem.replaceAll('\n', '\n    ')}`);
    expect(copies).toMatchObject({ privateKeys: 1, looked: 1 });
    expect(search('two', `${pem}${pem.replace('b3Bl', 'b3Bm')}`)).toMatchObject({ privateKeys: 2 });
  });

  it('knows only shapes that Python can read', () => {
    const shapes = JSON.stringify(Object.values(SECRET_SHAPES));
    const check = 'import json, re, sys; [re.compile(s.encode()) for s in json.loads(sys.argv[1])]';
    expect(spawnSync('/usr/bin/python3', ['-c', check, shapes]).status).toBe(0);
  });
});
