# shellcheck shell=bash disable=SC2154
# What is there and what a verb needs. Sourced by ./sclerite at every start: builtins only, but for one `cmp`.
# Expects: root.

provider_version=1.68.0

case $HOSTTYPE in
  x86_64) platform_arch=amd64 ;;
  aarch64 | arm64) platform_arch=arm64 ;;
  *) platform_arch=$HOSTTYPE ;;
esac
case $OSTYPE in
  darwin*) platform=darwin_$platform_arch ;;
  *) platform=linux_$platform_arch ;;
esac

# Which verbs talk to a cloud: they need Terraform, the provider and its bindings. All others only need Node and its
# packages, so that `verify` and `init` never wait for a build.
needs_cloud() {
  local argument
  for argument in "$@"; do
    case $argument in
      --) break ;;
      --help | -h) return 1 ;;
    esac
  done
  case "${1-} ${2-}" in
    'plan '* | 'deploy '* | 'destroy '* | 'test '* | 'env '* | 'lab up' | 'lab reset') return 0 ;;
    *) return 1 ;;
  esac
}

# npm's own hidden lockfile is written last, so it exists only after a complete install. Ours, a copy of the lockfile that
# was installed from, tells an install of another lockfile; `npm ci` removes it with the rest of node_modules.
has_packages() {
  [[ -x $root/node_modules/.bin/node && -e $root/node_modules/.package-lock.json ]] &&
    cmp -s "$root/package-lock.json" "$root/node_modules/.sclerite-lock.json"
}

# Sets TERRAFORM_BINARY_NAME, which cdktf reads too: the caller's choice, else terraform, else tofu, else our own tofu.
find_terraform() {
  if [[ -n ${TERRAFORM_BINARY_NAME-} ]]; then
    type -P "$TERRAFORM_BINARY_NAME" >/dev/null
  elif type -P terraform >/dev/null; then
    export TERRAFORM_BINARY_NAME=terraform
  elif type -P tofu >/dev/null; then
    export TERRAFORM_BINARY_NAME=tofu
  elif [[ -x $root/.toolchain/bin/tofu ]]; then
    export TERRAFORM_BINARY_NAME=$root/.toolchain/bin/tofu
  else
    return 1
  fi
}

# One registry name for Terraform and OpenTofu: the bindings spell it out. The first form is built here, the second fetched.
provider_dir=$root/.toolchain/providers/registry.terraform.io/hetznercloud/hcloud
provider_binary=$provider_dir/$provider_version/$platform/terraform-provider-hcloud_v$provider_version
provider_archive=$provider_dir/terraform-provider-hcloud_${provider_version}_$platform.zip

has_provider() {
  [[ -x $provider_binary || -f $provider_archive ]]
}

# Made after everything they are made from.
has_bindings() {
  local package=$root/packages/provider-hcloud source
  [[ -e $package/lib/index.js ]] || return 1
  for source in "$package/package.json" "$package/build.mts" "$provider_binary" "$provider_archive"; do
    if [[ $source -nt $package/lib/index.js ]]; then return 1; fi
  done
}

is_ready() {
  has_packages || return 1
  if needs_cloud "$@"; then
    find_terraform && has_provider && has_bindings
  fi
}
