/**
 * Judges lab/api by the Hetzner provider's own acceptance tests: `npm run conformance [-- --only server,volume]`.
 * They come from the Go module pinned in tools/conformance, are compiled once into .toolchain/conformance, and run with
 * the real Terraform against `lab api --driver none`. stdout gets the figures, stderr the progress.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs, promisify } from 'node:util';
import {
  formatConformance,
  type Outcome,
  parseOutcomes,
  type ResourceResult,
  testsThatNeedOldProviders,
} from './conformance/outcomes.ts';

const exec = promisify(execFile);
const root = join(import.meta.dirname, '..');

/** Provider packages, each named as a person names the resource. */
const packages = [
  ['sshkey', 'ssh key'],
  ['firewall', 'firewall'],
  ['server', 'server'],
  ['primaryip', 'primary IP'],
  ['placementgroup', 'placement group'],
  ['network', 'network'],
  ['volume', 'volume'],
  ['rdns', 'rdns'],
  ['zone', 'zone'],
  ['zonerecord', 'zone record'],
  ['zonerrset', 'zone rrset'],
  ['image', 'image'],
  ['servertype', 'server type'],
  ['location', 'location'],
] as const;

/** Tests that need more than an API, whatever the API. */
const needsMachines = new Map([
  ['TestAccServerResource_PrivateNetworkBastion', 'logs into real machines over SSH; the driver `none` has none'],
]);

const requiredRate = 0.9;
const minutesPerPackage = 30;

/** Something outside this program is missing; the message says what to do. */
class Missing extends Error {}

interface Module {
  readonly version: string;
  readonly source: string;
  /** The day it was released: its tests expect the API of that day. */
  readonly releasedOn: string;
}

async function providerModule(): Promise<Module> {
  const cwd = join(root, 'tools', 'conformance');
  const path = 'github.com/hetznercloud/terraform-provider-hcloud';
  const { stdout } = await exec('go', ['mod', 'download', '-json', path], { cwd }).catch(
    (error: Error & { code?: string }) => {
      const why = error.code === 'ENOENT' ? 'there is no `go` on PATH' : error.message;
      throw new Missing(
        `Cannot get the provider's source.\n  Why:  ${why}\n  Next: install Go, and check that \`go env GOPROXY\` can be reached.`,
      );
    },
  );
  const { Version, Dir, Info } = JSON.parse(stdout) as { Version: string; Dir: string; Info: string };
  const { Time } = JSON.parse(await readFile(Info, 'utf8')) as { Time: string };
  return { version: Version, source: Dir, releasedOn: Time.slice(0, 10) };
}

/** The compiled tests of each package, and a folder they take for the provider's checkout. */
async function compile({ version, source }: Module): Promise<{ binaries: string; checkout: string }> {
  const home = join(root, '.toolchain', 'conformance', version);
  const binaries = join(home, 'bin');
  const checkout = join(home, 'checkout');
  const isBuilt = await Promise.all(packages.map(([name]) => exists(join(binaries, `${name}.test`))));
  if (isBuilt.includes(false)) {
    progress(`compiling the tests of provider ${version} (minutes, once)`);
    // Appears by one rename: a compilation that was interrupted leaves nothing that looks finished.
    const unfinished = `${binaries}.new`;
    for (const directory of [binaries, unfinished]) await rm(directory, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    const targets = packages.map(([name]) => `./internal/${name}`);
    await exec('go', ['test', '-c', '-o', `${unfinished}/`, ...targets], { cwd: source, maxBuffer: 2 ** 26 });
    await rename(unfinished, binaries);
  }
  // The tests look for their templates below the nearest folder with a .git in it, each from its package's folder.
  await mkdir(join(checkout, '.git'), { recursive: true });
  for (const [name] of packages) await mkdir(join(checkout, 'internal', name), { recursive: true });
  if (!(await exists(join(checkout, 'internal', 'testdata')))) {
    await cp(join(source, 'internal', 'testdata'), join(checkout, 'internal', 'testdata'), { recursive: true });
  }
  return { binaries, checkout };
}

/** `lab api` on a free port, with a state of its own. */
async function startApi(directory: string, asOf: string): Promise<{ endpoint: string; process: ChildProcess }> {
  const args = [
    join(root, 'lab/api/main.ts'),
    '--driver',
    'none',
    '--listen',
    '127.0.0.1:0',
    '--state',
    directory,
    '--as-of',
    asOf,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const endpoint = /^HCLOUD_ENDPOINT=(.+)$/.exec(line)?.[1];
    if (endpoint !== undefined) return { endpoint, process: child };
  }
  throw new Error('lab api ended before it listened');
}

async function runPackage(
  name: string,
  paths: { binaries: string; checkout: string; logs: string },
  options: { environment: NodeJS.ProcessEnv; parallel: number; skip: readonly string[]; run: string },
): Promise<ReadonlyMap<string, Outcome>> {
  const binary = join(paths.binaries, `${name}.test`);
  const cwd = join(paths.checkout, 'internal', name);
  const { stdout: listed } = await exec(binary, ['-test.list', options.run], { cwd });
  const known = listed.split('\n').filter((line) => line.startsWith('TestAcc'));
  const args = ['-test.v', '-test.run', options.run, '-test.parallel', String(options.parallel)];
  args.push('-test.timeout', `${minutesPerPackage}m`);
  if (options.skip.length > 0) args.push('-test.skip', `^(${options.skip.join('|')})$`);
  const output = await outputOf(binary, args, { cwd, env: options.environment });
  await writeFile(join(paths.logs, `${name}.log`), output);
  return parseOutcomes(output, known, options.skip);
}

function outputOf(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8'))); // a red run ends with 1: the output tells
  });
}

async function findTerraform(): Promise<string> {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(directory, 'terraform');
    if (await exists(candidate)) return candidate;
  }
  throw new Missing(
    'Cannot find `terraform` on PATH.\n  Why:  the acceptance tests drive the real one.\n  Next: install Terraform 1.5 or later.',
  );
}

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string' },
      run: { type: 'string', default: '^TestAcc' },
      parallel: { type: 'string', default: String(Math.max(2, availableParallelism())) },
    },
  });
  const only = values.only?.split(',');
  const chosen = packages.filter(([name]) => only === undefined || only.includes(name));
  if (chosen.length === 0)
    throw new Missing(`--only ${values.only}: none of ${packages.map(([name]) => name).join(', ')}`);

  const terraform = await findTerraform();
  const provider = await providerModule();
  const compiled = await compile(provider);
  const logs = join(root, '.toolchain', 'conformance', provider.version, 'logs');
  await mkdir(logs, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'sclerite-conformance-'));
  const api = await startApi(join(scratch, 'state'), provider.releasedOn);
  try {
    const config = join(scratch, 'terraform.rc');
    await writeFile(config, 'disable_checkpoint = true\n');
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      TF_ACC: '1',
      TF_ACC_TERRAFORM_PATH: terraform,
      TF_CLI_CONFIG_FILE: config,
      CHECKPOINT_DISABLE: '1',
      HCLOUD_ENDPOINT: api.endpoint,
      HETZNER_ENDPOINT: api.endpoint,
      HCLOUD_TOKEN: 'conformance'.padEnd(64, '0'),
    };
    const results: ResourceResult[] = [];
    for (const [name, title] of chosen) {
      progress(`${title} …`);
      const skip = [...(await oldProviderTests(provider, name)), ...needsMachines.keys()];
      const begun = performance.now();
      const options = { environment, parallel: Number(values.parallel), skip, run: values.run };
      const outcomes = await runPackage(name, { ...compiled, logs }, options);
      const seconds = (performance.now() - begun) / 1000;
      results.push({ title, seconds, outcomes });
      const failed = [...outcomes].filter(([, outcome]) => outcome === 'fail').map(([test]) => test);
      progress(`${title}: ${seconds.toFixed(0)} s${failed.length === 0 ? '' : `, failed: ${failed.join(', ')}`}`);
    }
    const report = formatConformance(results, { needsMachines, requiredRate, logs, provider: provider.version });
    process.stdout.write(report.text);
    return report.isGood ? 0 : 1;
  } finally {
    await end(api.process);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function oldProviderTests(provider: Module, name: string): Promise<string[]> {
  const { stdout } = await exec('grep', [
    '-l',
    '-r',
    '--include=*_test.go',
    'TestAcc',
    join(provider.source, 'internal', name),
  ]);
  const files = stdout.split('\n').filter((line) => line !== '');
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return sources.flatMap(testsThatNeedOldProviders);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await closed;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Missing ? error.message : ((error as Error).stack ?? error)}\n`);
  process.exitCode = error instanceof Missing ? 64 : 1;
}
