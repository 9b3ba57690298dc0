# shellcheck shell=bash disable=SC2154
# Makes what is missing. Sourced by ./sclerite only when toolchain/state.sh found something missing. Expects: root.
# Every result appears by one rename, so whatever is interrupted leaves nothing half and goes on when run again.

toolchain=$root/.toolchain
partial=$toolchain/partial.$$ # whatever is being made; gone at every exit

say() { printf 'sclerite: %s\n' "$*" >&2; }

# die WHAT WHY NEXT
die() {
  printf '%s  [E_TOOLCHAIN]\n  Why:  %s\n  Next: %s\n' "$1" "$2" "$3" >&2
  exit 1
}

# One at a time: the second one waits until its own needs are met, then finds them done. Returns 1 when nothing is left to
# do. Without flock (macOS) two at once only work twice.
lock() {
  mkdir -p "$toolchain"
  if ! type -P flock >/dev/null; then return; fi
  exec 9>"$toolchain/lock"
  if flock -n 9; then return; fi
  say 'another sclerite prepares the toolchain; waiting for it'
  until flock -w 1 9; do
    if is_ready "$@"; then return 1; fi
  done
}

ensure_ready() {
  trap 'rm -rf -- "$partial"' EXIT
  trap 'say "interrupted; the same command goes on from here"; exit 130' INT
  if lock "$@"; then
    has_packages || make_packages
    if needs_cloud "$@"; then
      find_terraform || make_terraform
      has_provider || make_provider
      has_bindings || make_bindings
    fi
  fi
  rm -rf -- "$partial"
  trap - EXIT INT
  exec 9>&-
}

make_packages() {
  type -P npm >/dev/null ||
    die 'Cannot install the Node packages: npm is not on PATH.' \
      'the kit is written in TypeScript and brings its own Node 22, but npm has to fetch it.' \
      'install Node 20 or newer with npm (Debian 13: apt-get install npm), then run this again.'
  local version
  version=$(node -p 'process.versions.node') ||
    die 'Cannot install the Node packages: node does not run.' 'npm is on PATH, node is not.' \
      'install Node 20 or newer, then run this again.'
  if ((${version%%.*} < 20)); then
    die "Cannot install the Node packages: Node $version is too old." 'npm needs Node 20 or newer to install them.' \
      'put a newer Node first on PATH (any from 20 on will do), then run this again.'
  fi
  if is_installed_by_hand; then
    cp -- "$root/package-lock.json" "$root/node_modules/.sclerite-lock.json"
    return
  fi
  local why='node_modules is missing or not complete'
  if [[ -e $root/node_modules/.package-lock.json ]]; then why='package-lock.json has changed'; fi
  say "installing the Node packages, Node 22 among them (npm ci): $why"
  (cd -- "$root" && npm ci --loglevel=error --no-progress >&2) ||
    die 'Cannot install the Node packages: npm ci failed.' 'npm says so above.' \
      'see whether "npm ping" reaches the registry and the disk has 1 GB left, then run this again.'
  [[ $("$root/node_modules/.bin/node" -p 'process.versions.node.split(".")[0]') == 22 ]] ||
    die 'Node 22 is not there although npm ci succeeded.' \
      'the npm package "node" fetches it in an install script; "ignore-scripts" may be on in your npm settings.' \
      'run: npm rebuild --ignore-scripts=false node node-pty-prebuilt-multiarch'
  cp -- "$root/package-lock.json" "$root/node_modules/.sclerite-lock.json"
}

# A plain `npm ci` or `npm install` is as good as ours when it came after the last change of the lockfile.
is_installed_by_hand() {
  [[ -x $root/node_modules/.bin/node && ! -e $root/node_modules/.sclerite-lock.json &&
    ! $root/node_modules/.package-lock.json -ot $root/package-lock.json ]] &&
    [[ $("$root/node_modules/.bin/node" -p 'process.versions.node.split(".")[0]') == 22 ]]
}

# Sets go_binary and returns 0 when a Go is there that can build our modules (1.21 is the first that fetches the toolchain
# a go.mod asks for); else sets go_missing to the reason.
find_go() {
  if type -P go >/dev/null; then
    go_binary=go
  elif [[ -x /usr/local/go/bin/go ]]; then
    go_binary=/usr/local/go/bin/go # where Go's own archive is unpacked to; often not on PATH
  else
    go_missing='Go is not on PATH'
    return 1
  fi
  local version minor
  version=$("$go_binary" env GOVERSION)
  minor=${version#go1.}
  minor=${minor%%[!0-9]*}
  if [[ $version == go1.* ]] && ((${minor:-0} < 21)); then
    go_missing="$version is too old (1.21 or newer is needed)"
    return 1
  fi
}

# go_build MODULE PACKAGE RESULT: builds a pinned tool, checked against the go.sum that is committed with it.
go_build() {
  local module=$1 package=$2 result=$3 started=$SECONDS
  (cd -- "$root/tools/$module" && GOWORK=off CGO_ENABLED=0 \
    "$go_binary" build -trimpath -buildvcs=false -ldflags '-s -w' -o "$partial" "$package" >&2) || return 1
  mkdir -p "$(dirname -- "$result")"
  mv -f -- "$partial" "$result"
  say "built ${result##*/} in $((SECONDS - started)) s"
}

make_terraform() {
  if [[ -n ${TERRAFORM_BINARY_NAME-} ]]; then
    die "Cannot run \"$TERRAFORM_BINARY_NAME\": there is no such command." \
      'TERRAFORM_BINARY_NAME names it, and it is not on PATH.' \
      'correct TERRAFORM_BINARY_NAME, or unset it to let Terraform or OpenTofu be found or built.'
  fi
  find_go ||
    die 'Cannot find Terraform or OpenTofu, and cannot build OpenTofu.' "neither is on PATH, and $go_missing." \
      'install Terraform 1.4 or newer, OpenTofu, or Go 1.21 or newer, then run this again.'
  say 'building OpenTofu from its Go module (once, 5 to 10 minutes): neither terraform nor tofu is on PATH'
  go_build opentofu github.com/opentofu/opentofu/cmd/tofu "$toolchain/bin/tofu" ||
    die 'Cannot build OpenTofu.' 'the Go compiler says so above.' \
      'see whether "go env GOPROXY" is within reach and the disk has 4 GB left, or install Terraform yourself.'
  find_terraform
}

# From the Go module whenever Go is there: its bytes are those the committed go.sum names, wherever they come from, and
# one way is easier to keep working than two. The registry is for machines without Go.
make_provider() {
  if find_go; then
    say "building the hcloud provider $provider_version from its Go module (once, about 3 minutes): it is not in .toolchain"
    go_build terraform-provider-hcloud github.com/hetznercloud/terraform-provider-hcloud "$provider_binary" ||
      die 'Cannot build the hcloud provider.' 'the Go compiler says so above.' \
        'see whether "go env GOPROXY" is within reach and the disk has 2 GB left, then run this again.'
    return
  fi
  say "fetching the hcloud provider $provider_version from the registry: $go_missing"
  mkdir -p "$partial"
  printf '{"terraform":{"required_providers":{"hcloud":{"source":"%s","version":"%s"}}}}\n' \
    "${provider_dir#"$toolchain/providers/"}" "$provider_version" >"$partial/main.tf.json"
  (cd -- "$partial" && CHECKPOINT_DISABLE=1 timeout 300 "$TERRAFORM_BINARY_NAME" providers mirror "-platform=$platform" . >&2) ||
    die "Cannot get the hcloud provider $provider_version." \
      "$TERRAFORM_BINARY_NAME could not fetch it (its words are above), and it cannot be built here: $go_missing." \
      'install Go 1.21 or newer, or open the way to the Terraform registry, then run this again.'
  mkdir -p "${provider_dir%/*}"
  rm -rf -- "$provider_dir"
  mv -- "$partial/${provider_dir#"$toolchain/providers/"}" "$provider_dir"
}

make_bindings() {
  say 'generating the bindings of the hcloud provider (a few seconds): packages/provider-hcloud/lib is missing or old'
  "$root/node_modules/.bin/node" "$root/packages/provider-hcloud/build.mts" ||
    die 'Cannot generate the bindings of the hcloud provider.' 'the lines above say why.' \
      'remove .toolchain/providers and run this again; the provider is then made anew.'
}
