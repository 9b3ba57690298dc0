/** What the script's exit code says. Everything else is a program's own failure, with its words. */
export const APPLY_EXIT = {
  /** A check refused the new files; the old ones are back and nothing was reloaded. */
  refused: 65,
  /** Everything is in place, but a unit did not come up with it. */
  unitFailed: 66,
  /** The machine cannot be changed: its disk is full or read-only. Nothing was changed. */
  unfit: 68,
} as const;

/** bash 5.2, coreutils 9, apt 3 and systemd 257 of Debian 13. */
export const applyPrelude = String.raw`set -euo pipefail
umask 077
export DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
kept=$(mktemp -d /run/sclerite-apply.XXXXXX)
declare -A changed=() existed=()
order=() failed=() new= is_taken_up=
trap ended EXIT

say() { printf '%s\n' "$*"; }
finish() {
  [ "\${#failed[@]}" -eq 0 ] || exit ${APPLY_EXIT.unitFailed}
}
# Whatever stops it before the new files are taken up leaves the machine as it was.
ended() {
  local code=$?
  if [ -n "$new" ]; then rm -f -- "$new"; fi
  if [ "$code" -ne 0 ] && [ -z "$is_taken_up" ]; then put_back; fi
  rm -rf -- "$kept"
  exit "$code"
}

# Asked before anything is changed: old copies could not come back on a disk that is full.
fit() {
  new=$(mktemp /etc/.sclerite.XXXXXX) || exit ${APPLY_EXIT.unfit}
  fallocate -l 4MiB "$new" >&2 || exit ${APPLY_EXIT.unfit}
  rm -f -- "$new"
  new=
}

keep() {
  local path=$1
  [ -z "\${existed[$path]:-}" ] || return 0
  if [ -e "$path" ] || [ -L "$path" ]; then
    cp -a -- "$path" "$kept/\${#order[@]}"
    existed[$path]=yes
  else
    existed[$path]=no
  fi
  order+=("$path")
}
put_back() {
  local i path
  for ((i = \${#order[@]} - 1; i >= 0; i--)); do
    path=\${order[$i]}
    if [ "\${existed[$path]}" = no ]; then rm -f -- "$path"; continue; fi
    new=$(mktemp -u "$(dirname -- "$path")/.sclerite.XXXXXX")
    cp -a -- "$kept/$i" "$new"
    mv -fT -- "$new" "$path"
  done
}
refuse() {
  printf '%s\n' "$1 refuses the new files, so the old ones are back and nothing was reloaded:" "$2" >&2
  exit ${APPLY_EXIT.refused}
}

packages() {
  local missing=() name
  for name; do
    [ "$(dpkg-query -W -f '\${db:Status-Status}' -- "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ "\${#missing[@]}" -gt 0 ] || return 0
  apt-get -q -o DPkg::Lock::Timeout=300 update >&2
  apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold install -- "\${missing[@]}" >&2
  say "installed \${missing[*]}"
}

group() {
  if ! getent group "$1" >/dev/null; then groupadd --system -- "$1"; say "made group $1"; fi
}

user() {
  local name=$1 kind=$2 home=$3 shell=$4 groups=$5 now own
  if ! getent passwd "$name" >/dev/null; then
    if getent group "$name" >/dev/null; then own=(--gid "$name"); else own=(--user-group); fi
    if [ "$kind" = system ]; then own+=(--system --no-create-home); else own+=(--create-home); fi
    useradd "\${own[@]}" --home-dir "$home" --shell "$shell" --groups "$groups" -- "$name"
    # A home that outlived its account keeps a number that may be somebody else's now; sshd would refuse its keys.
    if [ "$kind" = person ]; then chown -hR -- "$name:$name" "$home"; fi
    say "made user $name"
    return 0
  fi
  now=$(getent passwd "$name" | cut -d: -f6,7)
  if [ "$now" != "$home:$shell" ]; then
    usermod --home "$home" --shell "$shell" -- "$name"
    say "changed user $name"
  fi
  now=$(id -nG -- "$name" | tr ' ' '\n' | grep -vxF -- "$(id -ng -- "$name")" | LC_ALL=C sort | paste -sd,) || now=
  if [ "$now" != "$(tr ',' '\n' <<<"$groups" | LC_ALL=C sort | paste -sd,)" ]; then
    usermod --groups "$groups" -- "$name"
    say "changed groups of $name"
  fi
}

of() { stat -c '%04a %U %G' -- "$1"; }

directory() {
  local path=$1 mode=$2 owner=$3 group=$4
  if [ -L "$path" ]; then rm -f -- "$path"; fi
  if [ -d "$path" ] && [ "$(of "$path")" = "$mode $owner $group" ]; then return 0; fi
  install -d -m "$mode" -o "$owner" -g "$group" -- "$path"
  say "changed $path"
}

# Whole or not at all: a new file beside the old one, with its owner and mode, then one rename. Its name begins with a dot and
# has another suffix, which sudo, sshd, apt, systemd, cron and fail2ban all pass over.
put() {
  local path=$1 mode=$2 owner=$3 group=$4 words
  if [ ! -d "$(dirname -- "$path")" ]; then install -d -m 0755 -- "$(dirname -- "$path")"; fi
  new=$(mktemp "$(dirname -- "$path")/.sclerite.XXXXXX")
  base64 -d >"$new"
  chown -- "$owner:$group" "$new"
  chmod "$mode" "$new"
  if [ -f "$path" ] && [ ! -L "$path" ] && cmp -s -- "$path" "$new" && [ "$(of "$path")" = "$(of "$new")" ]; then
    rm -f -- "$new"
    new=
    return 0
  fi
  case $path in
    /etc/sudoers | /etc/sudoers.d/*) words=$(visudo -c -f "$new" 2>&1) || refuse visudo "\${words//"$new"/"$path"}" ;;
    /etc/nftables.conf | /etc/nftables.d/*) words=$(nft -c -f "$new" 2>&1) || refuse nft "\${words//"$new"/"$path"}" ;;
  esac
  keep "$path"
  mv -fT -- "$new" "$path"
  new=
  changed[$path]=yes
  say "changed $path"
}

gone() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then return 0; fi
  keep "$1"
  rm -f -- "$1"
  changed[$1]=yes
  say "removed $1"
}

any_changed() {
  local path
  for path in "\${!changed[@]}"; do case $path in $1) return 0 ;; esac; done
  return 1
}

# Checks that need all new files in place; none of the programs has read them yet.
check_all() {
  local words
  if any_changed '/etc/ssh/*'; then words=$(sshd -t 2>&1) || refuse 'sshd -t' "$words"; fi
  if any_changed '/etc/sudoers*'; then words=$(visudo -c 2>&1) || refuse 'visudo -c' "$words"; fi
  if any_changed '/etc/fail2ban/*' && command -v fail2ban-client >/dev/null; then
    words=$(fail2ban-client -t 2>&1) || refuse 'fail2ban-client -t' "$words"
  fi
  # Without a site nginx is about to be stopped, and that must always work.
  if { any_changed '/etc/nginx/*' || any_changed '/etc/sclerite/proxy/*'; } && [ -e /etc/nginx/sclerite-site.conf ] &&
    command -v nginx >/dev/null; then
    install -d -m 0755 /run/nginx # while it is stopped, its place for the pid file is gone
    if ! words=$(nginx -t -q 2>&1); then
      # A lost certificate would keep everything else from being mended; the certificate program brings the site back.
      case $words in
        *'cannot load certificate'* | *SSL_CTX_use_PrivateKey*) gone /var/lib/sclerite/proxy/site.conf ;;
      esac
      words=$(nginx -t -q 2>&1) || refuse 'nginx -t' "$words"
    fi
  fi
  if any_changed '/etc/apt/apt.conf.d/*'; then words=$(apt-config dump 2>&1) || refuse apt-config "$words"; fi
}

# From here on the new files count: what fails later is a unit's failure and undoes nothing.
take_up() { is_taken_up=yes; }

reload_units() {
  if any_changed '/etc/systemd/system/*' || [ "$(systemctl show -P NeedDaemonReload '*' | grep -c '^yes$')" -gt 0 ]; then
    systemctl daemon-reload
  fi
}

trouble() {
  failed+=("$1")
  systemctl status --no-pager --lines=15 -- "$1" >&2 || printf '%s\n' "(systemctl status ended with $?)" >&2
}

enablement() {
  local unit=$1 wanted=$2 now
  now=$(systemctl is-enabled -- "$unit" 2>/dev/null) || now=\${now:-unknown}
  [ "$now" != "$wanted" ] || return 0
  case $wanted in
    static)
      if [ "$now" = masked ]; then systemctl unmask -- "$unit" >&2; else return 0; fi
      ;;
    masked) systemctl mask --now -- "$unit" >&2 ;;
    disabled)
      if [ "$now" = not-found ] || [ "$now" = unknown ]; then return 0; fi
      if [ "$now" = masked ]; then systemctl unmask -- "$unit" >&2; fi
      systemctl disable -- "$unit" >&2
      ;;
    enabled)
      if [ "$now" = masked ]; then systemctl unmask -- "$unit" >&2; fi
      systemctl enable -- "$unit" >&2
      ;;
  esac
  say "$wanted $unit"
}

reread() {
  local unit=$1 how=$2
  if [ "$how" = reload ] && ! systemctl is-active --quiet -- "$unit"; then how=restart; fi
  if systemctl "$how" -- "$unit"; then say "\${how}ed $unit"; else trouble "$unit"; fi
}

watcher() {
  local unit=$1 how=$2 path
  shift 2
  for path; do
    [ -n "\${changed[$path]:-}" ] || continue
    # A process has its sandbox from its start.
    if [ "$path" = "/etc/systemd/system/$unit" ] || [[ $path = "/etc/systemd/system/$unit.d/"* ]]; then how=restart; fi
    reread "$unit" "$how"
    return 0
  done
}

activity() {
  local unit=$1 wanted=$2
  case $wanted in
    start)
      systemctl is-active --quiet -- "$unit" && return 0
      if systemctl is-failed --quiet -- "$unit"; then systemctl reset-failed -- "$unit"; fi
      if systemctl start -- "$unit"; then say "started $unit"; else trouble "$unit"; fi
      ;;
    stop)
      if systemctl is-active --quiet -- "$unit"; then
        if systemctl stop -- "$unit"; then say "stopped $unit"; else trouble "$unit"; fi
      fi
      # A timer that is masked while it runs, or a service that never came up: neither is to be remembered.
      if systemctl is-failed --quiet -- "$unit"; then systemctl reset-failed -- "$unit"; fi
      ;;
  esac
}
`.replaceAll('\\${', '${');
