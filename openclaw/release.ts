import { createHash } from 'node:crypto';
import manifest from './release/package.json' with { type: 'json' };
import lock from './release/package-lock.json' with { type: 'json' };
import pinned from './release/pinned.json' with { type: 'json' };

/** Node's own words for the machines that Hetzner rents. */
export type Architecture = 'x64' | 'arm64';
export const architectures: readonly Architecture[] = ['x64', 'arm64'];

/** A package of the npm registry, named by what it contains: wherever it comes from, other bytes are refused. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity, `sha512-` and base64. */
  readonly integrity: string;
}

/** Everything that decides what an installation consists of. Two releases with the same id are the same bytes. */
export interface Release {
  /** Directory name under /opt/openclaw/releases. */
  readonly id: string;
  readonly openclaw: string;
  /** Node itself, from the registry as OpenClaw is. */
  readonly node: Readonly<Record<Architecture, Tarball>>;
  /** Used while installing and not kept. */
  readonly npm: Tarball;
  /** `package.json` and `package-lock.json`, to the byte. */
  readonly packageText: string;
  readonly lockText: string;
  /** SHA-256 of {@link lockText}, hex. */
  readonly lockSha256: string;
  /**
   * SHA-256, hex, of the finished release: every path, type, mode, link target and content, Node included, as
   * `install.ts` computes it. npm unpacks a lockfile to the same bytes on every machine, so this is known before.
   */
  readonly treeSha256: Readonly<Record<Architecture, string>>;
}

/** As npm writes it. The lockfile carries no `resolved` addresses: which registry serves it is the operator's business. */
const asWritten = (json: unknown) => `${JSON.stringify(json, null, 2)}\n`;

const lockText = asWritten(lock);

/** The release that this version of the kit installs. Made by `openclaw/update-release.ts`. */
export const release: Release = {
  id: pinned.id,
  openclaw: manifest.dependencies.openclaw,
  node: pinned.node,
  npm: pinned.npm,
  packageText: asWritten(manifest),
  lockText,
  lockSha256: createHash('sha256').update(lockText).digest('hex'),
  treeSha256: pinned.treeSha256,
};

/** Where a registry keeps a package: the layout that npm's own and every mirror of it share. No trailing slash in `registry`. */
export function tarballUrl(registry: string, { name, version }: Pick<Tarball, 'name' | 'version'>): string {
  return `${registry}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
}
