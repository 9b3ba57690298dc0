import { buildScript, quote } from './_build-script.ts';
import { sayFailure } from './_say-failure.ts';
import { installFailures as code } from './install-failures.ts';
import * as paths from './paths.ts';
import type { Release } from './release.ts';
import { treeFunctions } from './tree.ts';

export interface InstallOptions {
  /** Base address of an npm registry; what `npm config get registry` says. http or https, without user and password. */
  readonly registry: string;
  readonly release: Release;
}

/**
 * Megabytes that an installation needs at most, all at once: 780 of the release, 150 of npm's cache, 65 of downloads and
 * unpacked npm; and room for the next one to fail in peace.
 */
export const neededMegabytes = 1200;

/**
 * The bash script that installs a release, for root on Debian 13; its exit codes are in `install-failures.ts`. It needs nothing
 * beyond a stock cloud image (bash, coreutils, findutils, util-linux, tar, curl, ca-certificates, systemd), so it can run while
 * cloud-init still installs packages. Progress and errors go to stderr; the only line on stdout is JSON:
 * `{"release": "2026.9.6", "changed": true, "tree": "<sha256>", "seconds": 25}`.
 *
 * It may be fed to `bash -s` or run from a file, again and again: what is there and whole is left alone (`changed: false`,
 * 1.5 s), what was interrupted is done anew, a second one waits for the first. It switches /opt/openclaw/current and does not
 * touch the gateway: restart that after `changed: true`.
 *
 * @throws TypeError when the registry is no plain http(s) address.
 */
export function installScript({ registry, release }: InstallOptions): string {
  const base = registryBase(registry);
  return `#!/bin/bash
# Installs OpenClaw ${release.openclaw} with Node ${release.node.x64.version} under ${paths.releasesDirectory}/${release.id}.
set -Eeuo pipefail
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
umask 022
trap 'echo "OpenClaw was not installed: line $LINENO ended with $?: $BASH_COMMAND" >&2' ERR

${sayFailure}
${treeFunctions}
stop_build() {
  if systemctl is-active --quiet ${paths.buildUnit}; then systemctl stop ${paths.buildUnit}; fi
}

remove_build() { # systemd keeps the directory itself under private/ and a link beside it
  rm -rf -- ${paths.buildDirectory} ${paths.buildDirectory.replace('/private/', '/')}
}

free_megabytes() { # DIRECTORY
  df --output=avail -B 1M -- "$1" | tail -n 1 | tr -d ' '
}

activate() {
  if [ "$(readlink -- ${paths.currentRelease} || echo none)" = releases/${release.id} ]; then return 0; fi
  ln -sfn releases/${release.id} ${paths.optDirectory}/.current
  mv -fT -- ${paths.optDirectory}/.current ${paths.currentRelease}
}

report() { # CHANGED TREE
  printf '{"release": "%s", "changed": %s, "tree": "%s", "seconds": %d}\\n' ${release.id} "$1" "$2" "$SECONDS"
}

install_release() {
  [ "$(id -u)" = 0 ] ||
    give_up ${code.unsuitable} 'OpenClaw was not installed.' 'only root may write to ${paths.optDirectory}.' 'Run it with sudo.'
  [ -d /run/systemd/system ] ||
    give_up ${code.unsuitable} 'OpenClaw was not installed.' 'systemd does not run here; the build needs its sandbox.' 'Run it on the server itself.'
  local architecture expected
  case $(uname -m) in
    x86_64) architecture=x64 expected=${release.treeSha256.x64} ;;
    aarch64) architecture=arm64 expected=${release.treeSha256.arm64} ;;
    *) give_up ${code.unsuitable} 'OpenClaw was not installed.' "there is no build for $(uname -m)." 'Take an amd64 or arm64 server.' ;;
  esac

  exec 9>${paths.installLock}
  flock --wait 900 9 ||
    give_up ${code.busy} 'OpenClaw was not installed.' 'another installation has been running for 15 minutes.' 'See what it does: systemctl status ${paths.buildUnit}; fuser -v ${paths.installLock}'

  local target=${paths.releasesDirectory}/${release.id}
  local incoming=${paths.releasesDirectory}/.incoming
  install -d -m 0755 -o root -g root ${paths.optDirectory} ${paths.releasesDirectory}
  rm -rf -- "$incoming" ${paths.optDirectory}/.current
  stop_build # left over when this script was killed and its build was not
  rm -rf -- ${paths.buildDirectory}/tree

  local found=none
  if [ -d "$target" ]; then found=$(tree_digest "$target"); fi
  if [ "$found" = "$expected" ]; then
    activate
    remove_build
    report false "$found"
    return 0
  fi
  if [ "$found" != none ]; then
    echo "$target is not what it should be ($found); it is replaced." >&2
  fi

  local place free
  for place in /var/lib ${paths.optDirectory}; do
    free=$(free_megabytes "$place")
    [ "$free" -ge ${neededMegabytes} ] ||
      give_up ${code['disk-full']} 'OpenClaw was not installed.' "the disk of $place has $free MB left; ${neededMegabytes} MB are needed." 'Make room, or take a server type with a larger disk, and run it again.'
  done

  # The account exists for as long as this unit; it can read what everybody can and write its own directory.
  trap 'stop_build; exit 143' INT TERM HUP
  build_script | systemd-run --quiet --wait --collect --pipe --unit=${paths.buildUnit} \\
    --description='Builds an OpenClaw release without any rights' \\
${buildProperties.map((property) => `    --property=${quote(property)}`).join(' \\\n')} \\
    -- /bin/bash -s -- "$architecture" &
  wait $! || exit $? # in the background, because bash answers a signal only between commands and during wait
  trap - INT TERM HUP

  echo 'making it root-owned and read-only' >&2
  mv -T -- ${paths.buildDirectory}/tree "$incoming" ||
    give_up ${code['disk-full']} 'OpenClaw was not installed.' 'the built release could not be moved to ${paths.releasesDirectory}; mv says why above.' 'Make room and run it again.'
  chown -hR root:root -- "$incoming"
  chmod -R a=rX,a-st -- "$incoming"
  found=$(tree_digest "$incoming")
  if [ "$found" != "$expected" ]; then
    rm -rf -- "$incoming"
    give_up ${code['wrong-tree']} 'OpenClaw was not installed.' "the unpacked release has the digest $found, not $expected: something wrote to it or was added." 'Run it again; if it stays so, do not use this release and tell the maintainers.'
  fi

  if [ -e "$target" ]; then
    mv --exchange -T -- "$incoming" "$target" # in one step: a running gateway loads parts of itself late
    rm -rf -- "$incoming"
  else
    mv -T -- "$incoming" "$target"
  fi
  activate
  remove_build
  report true "$found"
}

build_script() {
  cat <<'END_OF_BUILD'
${buildScript(release, base)}END_OF_BUILD
}

install_release
`;
}

/** The sandbox of the build. `DynamicUser` brings NoNewPrivileges, ProtectSystem=strict, PrivateTmp and RemoveIPC along. */
const buildProperties = [
  'DynamicUser=yes',
  'StateDirectory=openclaw-build',
  'StateDirectoryMode=0700',
  'NoExecPaths=/',
  'ExecPaths=/usr /var/lib/private/openclaw-build', // systemd mounts a dynamic user's state directory noexec otherwise
  'CapabilityBoundingSet=',
  'ProtectHome=yes',
  'PrivateDevices=yes',
  'PrivateUsers=yes',
  'ProtectProc=invisible',
  'ProcSubset=pid',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'LockPersonality=yes',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'SystemCallErrorNumber=EPERM',
  'IPAddressDeny=169.254.0.0/16',
  'InaccessiblePaths=-/etc/openclaw -/srv/openclaw',
  'RuntimeMaxSec=1800',
];

/** @throws TypeError */
function registryBase(registry: string): string {
  const rule = 'is no address of an npm registry: http or https, without user, password, query or fragment';
  if (!URL.canParse(registry)) throw new TypeError(`${JSON.stringify(registry)} ${rule}`);
  const url = new URL(registry);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.search + url.hash !== '') {
    throw new TypeError(`${url.protocol}//${url.host} ${rule}`);
  }
  return url.href.replace(/\/+$/, '');
}
