/**
 * Generates the bindings of this package from the provider's own schema: `npm run build -w @cdktf/provider-hcloud`.
 * Needs Terraform or OpenTofu and a provider in reach (see toolchain/provider.sh); no network when it lies in the mirror.
 *
 * The shape is that of the prebuilt providers: `lib/<resource>/index.js`, CommonJS, with typings. `cdktf get` would do the
 * first half too, but in 17 s instead of 2, and its extensionless TypeScript does not run under Node's type stripping.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } from '@cdktf/provider-generator';

// Their typings stop at the first extensionless import; only these two names are needed, and both are public.
const { ConstructsMakerProviderTarget, LANGUAGES } = createRequire(import.meta.url)('@cdktf/commons');

interface Schema {
  provider_schemas: Record<string, unknown>;
  provider_versions?: Record<string, string>;
}

const here = import.meta.dirname;
const root = resolve(here, '../..');
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as { version: string };
/** With the registry's name, so that Terraform and OpenTofu mean the same provider, mirror folder, lock and state. */
const source = 'registry.terraform.io/hetznercloud/hcloud';
const terraform = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
const work = join(here, '.gen', String(process.pid));

const directory = join(work, 'schema');

/** What the provider says about itself. */
function readSchema(): Schema {
  mkdirSync(join(directory, 'terraform.d'), { recursive: true });
  const mirror = join(root, '.toolchain/providers');
  if (existsSync(mirror)) symlinkSync(mirror, join(directory, 'terraform.d/plugins'));
  const requirement = { terraform: { required_providers: { hcloud: { source, version } } } };
  writeFileSync(join(directory, 'main.tf.json'), JSON.stringify(requirement));
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  execFileSync(terraform, ['init', '-no-color', '-input=false'], {
    cwd: directory,
    env,
    stdio: ['ignore', 'ignore', 2],
  });
  const text = execFileSync(terraform, ['providers', 'schema', '-json'], {
    cwd: directory,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 2],
  });
  return { ...(JSON.parse(text) as Schema), provider_versions: { [source]: version } };
}

async function generate(schema: Schema): Promise<void> {
  const code = new CodeMaker();
  const target = new ConstructsMakerProviderTarget(
    new TerraformProviderConstraint(`${source}@${version}`),
    LANGUAGES[0],
  );
  new TerraformProviderGenerator(code, schema as never).generate(target);
  await code.save(work);
}

function compile(): void {
  const config = {
    compilerOptions: {
      rootDir: 'providers/hcloud',
      outDir: 'lib',
      target: 'es2022',
      module: 'commonjs',
      moduleResolution: 'bundler', // the generated imports have no extension
      declaration: true,
      strict: true,
      skipLibCheck: true,
      types: ['node'],
    },
    include: ['providers/hcloud/**/*.ts'],
    exclude: ['providers/hcloud/lazy-index.ts'],
  };
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', work], {
    stdio: ['ignore', 2, 2],
  });
}

/** The index loads a resource when it is first touched: one resource costs milliseconds, all 72 cost half a second. */
function writeLazyIndex(): void {
  const lines = readFileSync(join(work, 'providers/hcloud/index.ts'), 'utf8').matchAll(
    /export \* as (\w+) from '(.+)'/g,
  );
  const modules = [...lines].map(([, name, path]) => ({ name, path }));
  const getters = modules.map(
    ({ name, path }) =>
      `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => require('${path}') });`,
  );
  // Never runs: it is how a CommonJS file tells Node's ESM loader the names that it exports.
  const names = `0 && (module.exports = { ${modules.map(({ name }) => name).join(', ')} });`;
  writeFileSync(join(work, 'lib/index.js'), ['"use strict";', ...getters, names, ''].join('\n'));
}

/** The lock that Terraform itself wrote for this provider: toolchain/provider-mirror.ts hands it to every stack. */
function keepLock(): void {
  copyFileSync(join(directory, '.terraform.lock.hcl'), join(work, 'lib/terraform.lock.hcl'));
}

/** A reader sees the old bindings or the new ones, and between two renames for an instant none; never half of them. */
function publish(): void {
  const lib = join(here, 'lib');
  if (existsSync(lib)) renameSync(lib, join(work, 'old'));
  renameSync(join(work, 'lib'), lib);
}

try {
  await generate(readSchema());
  compile();
  writeLazyIndex();
  keepLock();
  publish();
} finally {
  rmSync(join(here, '.gen'), { recursive: true, force: true });
}
