import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const provider = 'registry.terraform.io/hetznercloud/hcloud/1.68.0';

/** A checkout with the real wrapper and nothing else real: every tool on its PATH is a stub that keeps a diary. */
let checkout: string;
let tools: string;
let diary: string;

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'sclerite-wrapper-'));
  checkout = join(home, 'check out');
  tools = join(home, 'tools');
  diary = join(home, 'diary');
  for (const directory of ['toolchain', 'scripts', 'packages/provider-hcloud', 'tools/terraform-provider-hcloud']) {
    mkdirSync(join(checkout, directory), { recursive: true });
  }
  mkdirSync(tools);
  writeFileSync(diary, '');
  copyFileSync(join(root, 'sclerite'), join(checkout, 'sclerite'));
  copyFileSync(join(root, 'toolchain/state.sh'), join(checkout, 'toolchain/state.sh'));
  // This machine may have a Go where the wrapper looks beside PATH.
  const ensure = readFileSync(join(root, 'toolchain/ensure.sh'), 'utf8').replaceAll('/usr/local/go', join(home, 'go'));
  writeFileSync(join(checkout, 'toolchain/ensure.sh'), ensure);
  for (const file of ['package-lock.json', 'packages/provider-hcloud/package.json']) {
    writeFileSync(join(checkout, file), '{}');
  }
  writeFileSync(join(checkout, 'packages/provider-hcloud/build.mts'), '');
  for (const name of [
    'bash',
    'cat',
    'chmod',
    'cmp',
    'cp',
    'cut',
    'dirname',
    'flock',
    'ln',
    'mkdir',
    'mv',
    'readlink',
    'rm',
    'sleep',
    'timeout',
  ]) {
    symlinkSync(realPath(name), join(tools, name));
  }
});

afterEach(() => rmSync(resolve(checkout, '..'), { recursive: true }));

function realPath(name: string): string {
  const found = (process.env.PATH ?? '').split(delimiter).find((directory) => existsSync(join(directory, name)));
  if (found === undefined) throw new Error(`${name} is not on this machine's PATH`);
  return join(found, name);
}

function stub(name: string, body: string): void {
  const path = join(tools, name);
  writeFileSync(path, `#!${realPath('bash')}\nset -eu\necho "${name} $*" >>'${diary}'\n${body}\n`);
  chmodSync(path, 0o755);
}

/** What npm leaves: a Node 22 that reports its version, "builds" the bindings, or says which verb it was given. */
const goodNpm = `[[ "$*" == ci* ]]
mkdir -p node_modules/.bin
cat >node_modules/.bin/node <<'END'
#!${realPath('bash')}
case "$*" in
  -p*) echo 22 ;;
  *build.mts) echo bindings >>"$DIARY"; lib="$(dirname "$1")/lib"; mkdir -p "$lib"; : >"$lib/index.js" ;;
  *) while [[ $1 != *scripts/main.ts ]]; do shift; done; shift; echo "ran: $*" ;;
esac
END
chmod +x node_modules/.bin/node
: >node_modules/.package-lock.json`;

const goodGo = `case $1 in
  env) echo go1.26.4 ;;
  build) while [[ $1 != -o ]]; do shift; done; : >"$2"; chmod +x "$2" ;;
esac`;

function machine(parts: { node?: string; npm?: string; go?: string; terraform?: string }): void {
  if (parts.node !== undefined) stub('node', `echo ${parts.node}`);
  if (parts.npm !== undefined) stub('npm', parts.npm);
  if (parts.go !== undefined) stub('go', parts.go);
  if (parts.terraform !== undefined) stub('terraform', parts.terraform);
}

const wholeMachine = { node: '20.1.0', npm: goodNpm, go: goodGo, terraform: ':' };

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sclerite(
  words: readonly string[],
  options: { cwd?: string; file?: string; env?: object } = {},
): Promise<Ended> {
  const env = { PATH: tools, HOME: tools, DIARY: diary, ...options.env };
  const child = spawn(options.file ?? join(checkout, 'sclerite'), words, {
    cwd: options.cwd ?? tools,
    env,
    detached: true,
  });
  const ended = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (exitCode) => done({ exitCode, ...ended }));
  });
}

const calls = (pattern: RegExp) =>
  readFileSync(diary, 'utf8')
    .split('\n')
    .filter((line) => pattern.test(line));

/** Every refusal has three parts and ends with 1. */
function expectRefusal(ended: Ended, what: string, why: string, next: string): void {
  expect(ended.stderr).toContain(what);
  expect(ended.stderr).toMatch(/\[E_TOOLCHAIN\]/);
  expect(/Why: .*/.exec(ended.stderr)?.[0]).toContain(why);
  expect(/Next: .*/.exec(ended.stderr)?.[0]).toContain(next);
  expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
}

describe('a verb without a cloud', () => {
  it('installs the packages once, says so, and then runs silently', async () => {
    machine(wholeMachine);
    const first = await sclerite(['verify', '--only', 'a b']);
    expect(first).toMatchObject({ exitCode: 0, stdout: 'ran: verify --only a b\n' });
    expect(first.stderr).toContain('installing the Node packages');
    const second = await sclerite(['verify']);
    expect(second).toEqual({ exitCode: 0, stdout: 'ran: verify\n', stderr: '' });
    expect(calls(/^npm/)).toHaveLength(1);
    expect(calls(/^(?:go|terraform|bindings)/)).toEqual([]);
  });

  it('installs again when the lockfile has changed', async () => {
    machine(wholeMachine);
    await sclerite(['verify']);
    appendFileSync(join(checkout, 'package-lock.json'), '\n');
    expect((await sclerite(['verify'])).stderr).toContain('package-lock.json has changed');
    expect(calls(/^npm ci/)).toHaveLength(2);
  });

  it('takes an install that was typed by hand', async () => {
    machine(wholeMachine);
    await sclerite(['verify']);
    rmSync(join(checkout, 'node_modules/.sclerite-lock.json'));
    expect((await sclerite(['verify'])).stderr).toBe('');
    expect(calls(/^npm/)).toHaveLength(1);
  });

  it('works from any directory and through a link', async () => {
    machine(wholeMachine);
    const link = join(tools, 'kit');
    symlinkSync(join(checkout, 'sclerite'), link);
    expect(await sclerite(['verify'], { cwd: tmpdir(), file: link })).toMatchObject({
      exitCode: 0,
      stdout: 'ran: verify\n',
    });
  });

  it('prepares once when two start at the same time', async () => {
    machine({ ...wholeMachine, npm: `sleep 0.3\n${goodNpm}` });
    const both = await Promise.all([sclerite(['verify']), sclerite(['verify'])]);
    expect(both.map(({ exitCode, stdout }) => ({ exitCode, stdout }))).toEqual([
      { exitCode: 0, stdout: 'ran: verify\n' },
      { exitCode: 0, stdout: 'ran: verify\n' },
    ]);
    expect(both.map(({ stderr }) => stderr).join()).toContain('waiting for it');
    expect(calls(/^npm ci/)).toHaveLength(1);
  });
});

describe('while another sclerite prepares', () => {
  it('a verb without a cloud does not wait for the build', async () => {
    machine({ ...wholeMachine, npm: `sleep 0.3\n${goodNpm}`, go: goodGo.replace('build)', 'build) sleep 4;') });
    const plan = sclerite(['plan']);
    const verify = await sclerite(['verify']);
    expect(verify).toMatchObject({ exitCode: 0, stdout: 'ran: verify\n' });
    expect(existsSync(join(checkout, '.toolchain/providers'))).toBe(false);
    expect(await plan).toMatchObject({ exitCode: 0, stdout: 'ran: plan\n' });
  });

  it('Ctrl-C ends with 130 and leaves nothing half', async () => {
    machine({ ...wholeMachine, go: goodGo.replace('build)', 'build) kill -INT 0; sleep 0.2;') });
    const ended = await sclerite(['plan']);
    expect(ended).toMatchObject({ exitCode: 130, stdout: '' });
    expect(ended.stderr).toContain('interrupted');
    expect(readdirSync(join(checkout, '.toolchain'))).toEqual(['lock']);
  });
});

describe('a machine that cannot install the packages', () => {
  it.each([
    {
      when: 'npm is missing',
      parts: { node: '20.1.0' },
      what: 'npm is not on PATH',
      why: 'npm has to fetch it',
      next: 'install Node 20',
    },
    {
      when: 'Node is too old',
      parts: { node: '18.19.0', npm: goodNpm },
      what: 'Node 18.19.0 is too old',
      why: 'Node 20',
      next: 'newer Node',
    },
    {
      when: 'npm ci fails',
      parts: { node: '20.1.0', npm: 'exit 1' },
      what: 'npm ci failed',
      why: 'above',
      next: 'npm ping',
    },
    {
      when: 'install scripts are switched off',
      parts: { node: '20.1.0', npm: goodNpm.replace('echo 22', 'exit 1') },
      what: 'Node 22 is not there',
      why: 'ignore-scripts',
      next: 'npm rebuild',
    },
  ])('says what, why and next when $when', async ({ parts, what, why, next }) => {
    machine(parts);
    expectRefusal(await sclerite(['verify']), what, why, next);
  });

  it('goes on after it was interrupted', async () => {
    machine({ ...wholeMachine, npm: 'mkdir -p node_modules/.bin; exit 130' });
    expect((await sclerite(['verify'])).exitCode).toBe(1);
    machine({ npm: goodNpm });
    expect(await sclerite(['verify'])).toMatchObject({ exitCode: 0, stdout: 'ran: verify\n' });
  });
});

describe('a verb with a cloud', () => {
  it('builds the provider, then the bindings, once', async () => {
    machine(wholeMachine);
    expect(await sclerite(['plan'])).toMatchObject({ exitCode: 0, stdout: 'ran: plan\n' });
    expect(calls(/^go build|^bindings/).map((line) => line.split(' ')[0])).toEqual(['go', 'bindings']);
    expect(readdirSync(join(checkout, '.toolchain/providers', provider))).toHaveLength(1);
    expect(await sclerite(['plan'])).toEqual({ exitCode: 0, stdout: 'ran: plan\n', stderr: '' });
  });

  it.each([['plan'], ['deploy'], ['destroy'], ['test'], ['env'], ['lab', 'up']])(
    '%s %s needs one',
    async (...words) => {
      machine({ node: '20.1.0', npm: goodNpm });
      expectRefusal(
        await sclerite(words),
        'Cannot find Terraform or OpenTofu',
        'Go is not on PATH',
        'install Terraform',
      );
    },
  );

  it.each([
    ['verify'],
    ['init'],
    ['handover'],
    ['lab', 'status'],
    ['lab', 'down'],
    ['deploy', '--help'],
    ['lab', 'up', '-h'],
    [],
  ])('%s %s does not', async (...words) => {
    machine({ node: '20.1.0', npm: goodNpm });
    expect(await sclerite(words)).toMatchObject({ exitCode: 0 });
  });

  it('leaves nothing half when the build fails', async () => {
    machine({ ...wholeMachine, go: goodGo.replace('chmod +x "$2"', 'exit 1') });
    expectRefusal(await sclerite(['plan']), 'Cannot build the hcloud provider', 'above', 'GOPROXY');
    expect(readdirSync(join(checkout, '.toolchain')).filter((name) => name !== 'lock')).toEqual([]);
  });

  it('fetches the provider from the registry where there is no Go', async () => {
    const directory = provider.replace('/1.68.0', '');
    const fetch = `mkdir -p ${directory}; : >${directory}/terraform-provider-hcloud_1.68.0_$(echo "$3" | cut -d= -f2).zip`;
    machine({ node: '20.1.0', npm: goodNpm, terraform: fetch });
    const ended = await sclerite(['plan']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'ran: plan\n' });
    expect(ended.stderr).toContain('from the registry: Go is not on PATH');
    expect((await sclerite(['plan'])).stderr).toBe('');
  });

  it('says both reasons when it can neither be fetched nor built', async () => {
    const oldGo = 'echo go1.19.8';
    machine({ node: '20.1.0', npm: goodNpm, go: oldGo, terraform: 'echo "no such host" >&2; exit 1' });
    const ended = await sclerite(['plan']);
    expectRefusal(ended, 'Cannot get the hcloud provider', 'go1.19.8 is too old', 'install Go 1.21');
    expect(ended.stderr).toContain('no such host');
    expect(readdirSync(join(checkout, '.toolchain')).filter((name) => name !== 'lock')).toEqual([]);
  });

  it('builds OpenTofu when there is Go and neither terraform nor tofu', async () => {
    mkdirSync(join(checkout, 'tools/opentofu'));
    machine({ ...wholeMachine, terraform: undefined as never });
    const ended = await sclerite(['env']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'ran: env\n' });
    expect(existsSync(join(checkout, '.toolchain/bin/tofu'))).toBe(true);
  });

  it('refuses a TERRAFORM_BINARY_NAME that does not exist', async () => {
    machine(wholeMachine);
    const ended = await sclerite(['plan'], { env: { TERRAFORM_BINARY_NAME: 'terrafrom' } });
    expectRefusal(ended, 'Cannot run "terrafrom"', 'not on PATH', 'correct TERRAFORM_BINARY_NAME');
  });

  it('makes the bindings anew when the provider is newer', async () => {
    machine(wholeMachine);
    await sclerite(['plan']);
    rmSync(join(checkout, '.toolchain'), { recursive: true });
    await sclerite(['plan']);
    expect(calls(/^bindings/)).toHaveLength(2);
  });
});
