import { Buffer } from 'node:buffer';
import { sayFailure } from './_say-failure.ts';
import { installFailures as code } from './install-failures.ts';
import { caBundle } from './paths.ts';
import { type Architecture, architectures, type Release, type Tarball, tarballUrl } from './release.ts';

/**
 * The half of an installation that downloads, unpacks and runs what came from the internet. It runs under a throwaway account
 * with nothing to read and one directory to write, gets the architecture as its argument, and leaves `tree/` there. It never
 * runs as root, and root trusts nothing of its result but the digest of the whole.
 */
export function buildScript(release: Release, registry: string): string {
  return `set -euo pipefail
umask 022
${sayFailure}
${fetchFunctions}
build() {
  local architecture=$1 registry=${quote(registry)}
  cd "$STATE_DIRECTORY"
  rm -rf tree npm
  mkdir -p download cache npm tree/node

  case $architecture in
${architectures.map((architecture) => fetchNode(architecture, release.node[architecture], registry)).join('\n')}
  esac
  tar -xzf download/node.tgz -C tree/node --strip-components=1 --no-same-owner package/bin/node package/LICENSE ||
    give_up ${code['disk-full']} 'Node could not be unpacked.' 'tar says why above; most often the disk is full (df -h /var/lib).' 'Make room, or take a server type with a larger disk, and run it again.'
  ${fetchCall('npm', release.npm, registry)}
  tar -xzf download/npm.tgz -C npm --strip-components=1 --no-same-owner ||
    give_up ${code['disk-full']} 'npm could not be unpacked.' 'tar says why above; most often the disk is full (df -h /var/lib).' 'Make room, or take a server type with a larger disk, and run it again.'

  cat >tree/package.json <<'END_OF_PACKAGE'
${release.packageText.trimEnd()}
END_OF_PACKAGE
  cat >package-lock.json <<'END_OF_LOCK'
${release.lockText.trimEnd()}
END_OF_LOCK
  echo '${release.lockSha256}  package-lock.json' | sha256sum --check --quiet

  local node=$PWD/tree/node/bin/node
  # With addresses in the lockfile npm asks for each package once, not for its list of versions first: 73 MB less.
  REGISTRY=$registry "$node" -e ${quote(addressesScript)}

  say "npm ci: ${Object.keys(JSON.parse(release.lockText).packages).length - 1} packages at most, each checked against the lockfile"
  # What npm says is kept in memory: on a disk that is full a log would stay empty, and nobody would know why.
  local said
  if ! said=$(cd tree && env -i PATH="$PWD/node/bin:/usr/bin:/bin" HOME="$STATE_DIRECTORY" NODE_EXTRA_CA_CERTS=${caBundle} \\
    node ../npm/bin/npm-cli.js ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error \\
    --prefer-offline --cache="$STATE_DIRECTORY/cache" --registry="$registry" \\
    --userconfig="$STATE_DIRECTORY/no-user-npmrc" --globalconfig="$STATE_DIRECTORY/no-global-npmrc" 2>&1); then
    printf '%s\\n' "$said" | tail -n 20 >&2
    # npm 11 has often nothing to say about a full disk: a decompressor of its own just stops.
    if [[ $said == *ENOSPC* ]] || [ "$(df --output=avail -B 1M . | tail -n 1)" -lt ${FULL_MEGABYTES} ]; then
      give_up ${code['disk-full']} 'npm ci could not finish.' 'the disk is full (df -h /var/lib).' 'Make room, or take a server type with a larger disk, and run it again.'
    elif [[ $said == *EINTEGRITY* ]]; then
      give_up ${code['wrong-digest']} 'npm ci refused a package.' "the registry $registry serves other bytes than the lockfile names." 'Try the registry npm uses by default; if that differs too, do not install and tell the maintainers.'
    elif [[ $said =~ ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET|E404|E401|E403|E5[0-9][0-9]|SELF_SIGNED|UNABLE_TO ]]; then
      give_up ${code.registry} 'npm ci could not fetch every package.' "the registry $registry did not deliver one; npm says which above." 'Check that the server reaches it (curl -I), then run it again: what arrived is kept.'
    fi
    give_up ${code.npm} 'npm ci failed.' 'npm says why above.' 'Run it again; what arrived is kept.'
  fi
  rm tree/node_modules/.package-lock.json # npm's own notes: they name the registry, so they differ between servers
  cp package-lock.json tree/package-lock.json

  # OpenClaw finishes its own installation at the first start and needs to write into its directory for that.
  local version
  version=$(cd tree && env -i PATH=/usr/bin:/bin HOME="$STATE_DIRECTORY" node/bin/node node_modules/openclaw/openclaw.mjs --version) ||
    give_up ${code['no-start']} 'OpenClaw does not start.' 'it says why above.' 'Run it again; if it stays so, tell the maintainers with the text above.'
  case $version in
    'OpenClaw ${release.openclaw} '*) ;;
    *) give_up ${code['no-start']} "OpenClaw calls itself $version." 'the lockfile names ${release.openclaw}.' 'Tell the maintainers.' ;;
  esac
}
build "$@" </dev/null
`;
}

/** Adds `resolved` to a copy of the lockfile. Plain JavaScript for the Node that was just unpacked. */
const addressesScript = `
const { readFileSync, writeFileSync } = require('node:fs');
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.integrity === undefined) continue;
  const name = entry.name ?? path.split('node_modules/').at(-1);
  entry.resolved = process.env.REGISTRY + '/' + name + '/-/' + name.split('/').at(-1) + '-' + entry.version + '.tgz';
}
writeFileSync('tree/package-lock.json', JSON.stringify(lock));
`;

/** An installation begins with twelve times as much: whoever has no more left, ran out of it. */
const FULL_MEGABYTES = 100;

const fetchFunctions = String.raw`
say() { printf '%s\n' "$1" >&2; }
fetch() { # FILE SHA512-HEX URL
  local file=download/$1 sum=$2 url=$3 status=0
  if [ -f "$file" ] && echo "$sum  $file" | sha512sum --check --status; then return 0; fi
  say "fetching $url"
  curl --fail --silent --show-error --location --proto '=https,http' --connect-timeout 15 --max-time 600 --retry 2 \
    --output "$file" -- "$url" || status=$?
  case $status in
    0) ;;
    23) give_up ${code['disk-full']} "$url could not be stored." 'the disk is full (df -h /var/lib).' 'Make room, or take a server type with a larger disk, and run it again.' ;;
    60 | 77) give_up ${code.registry} "$url could not be fetched." 'its certificate is signed by an authority that this server does not know; curl says more above.' 'Behind an inspecting proxy, add its certificate to extraCaCertificates and run it again.' ;;
    *) give_up ${code.registry} "$url could not be fetched." "curl ended with $status and says why above." 'Check that the server reaches the registry, or name another one in the config, and run it again.' ;;
  esac
  echo "$sum  $file" | sha512sum --check --status ||
    give_up ${code['wrong-digest']} "$url is not the file it should be." "its SHA-512 is $(sha512sum "$file" | cut -c 1-16)…, this release was made with $(printf %.16s "$sum")…" 'Try the registry npm uses by default; if that differs too, do not install and tell the maintainers.'
}
`;

const fetchNode = (architecture: Architecture, node: Tarball, registry: string) =>
  `    ${architecture}) ${fetchCall('node', node, registry)} ;;`;

const fetchCall = (file: string, tarball: Tarball, registry: string) =>
  `fetch ${file}.tgz ${sha512Hex(tarball)} ${quote(tarballUrl(registry, tarball))}`;

function sha512Hex({ name, integrity }: Tarball): string {
  const hex = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
  if (!integrity.startsWith('sha512-') || hex.length !== 128)
    throw new TypeError(`${name}: ${integrity} is no SHA-512`);
  return hex;
}

/** One word for the shell, whatever is in it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
