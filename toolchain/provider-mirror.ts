import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

const root = resolve(import.meta.dirname, '..');
/** Where ./sclerite puts the provider; absent on a machine that fetches it from the registry as usual. */
const mirror = join(root, '.toolchain/providers');
const lock = join(root, 'packages/provider-hcloud/lib/terraform.lock.hcl');

/**
 * Lets Terraform find the hcloud provider in a synthesized project without a network and without any environment variable,
 * so that a plain `cdktf deploy` works. Call it after `app.synth()` with `app.outdir`; calling it again changes nothing.
 *
 * - `terraform.d/plugins` in the directory Terraform runs in is one of its implied local mirrors: a provider found there is
 *   installed from there. It becomes a link to our mirror; a real directory of that name is the operator's and is left.
 * - The lock file names the provider before the first `init`. Without it cdktf 0.21 runs `terraform providers lock`, which
 *   asks the registry even when a mirror has everything. It carries the checksum, so `init` also verifies the binary.
 */
export function linkProviderMirror(outdir: string): void {
  if (!existsSync(mirror) || !existsSync(lock)) return;
  const stacks = join(outdir, 'stacks');
  for (const stack of readdirSync(stacks)) {
    const directory = join(stacks, stack);
    linkOnce(mirror, join(directory, 'terraform.d'), 'plugins');
    copyOnce(lock, join(directory, '.terraform.lock.hcl'));
  }
}

function linkOnce(target: string, directory: string, name: string): void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, name);
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry !== undefined && !entry.isSymbolicLink()) return;
  if (entry !== undefined && readlinkSync(path) === target) return;
  rmSync(path, { force: true });
  symlinkSync(target, path);
}

/** Other providers that an operator's own stack may use are in the lock too: only a lock without our provider's lines is replaced. */
function copyOnce(source: string, path: string): void {
  const wanted = readFileSync(source, 'utf8');
  const block = wanted.slice(wanted.indexOf('provider '));
  const present = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (present.includes(block)) return;
  writeFileAtomic.sync(path, wanted);
}
