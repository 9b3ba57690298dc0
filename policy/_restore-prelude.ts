/**
 * The part of a rollback that is the same for every change. It goes on after each failure and says at the end what it could not
 * bring back; run twice, or run again after a power cut in the middle, it ends in the same state. bash 5.2, systemd 257 and
 * nftables 1.1 of Debian 13.
 *
 * Copies are moved, not copied: on a disk that has run full there is room for a rename and for nothing else.
 */
export const restorePrelude = String.raw`set -uo pipefail
umask 077
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
trouble=()

try() {
  local words
  words=$("$@" 2>&1) || trouble+=("$*: \${words//$'\n'/ }")
}

path() {
  local copy=$guard/copies/$1 path=$2 aside mode user group
  aside=$(dirname -- "$path")/.sclerite-rollback.$1
  if [ -e "$copy.absent" ]; then
    if [ -d "$path" ] && [ ! -L "$path" ]; then try rmdir --ignore-fail-on-non-empty -- "$path"; else try rm -f -- "$path"; fi
  elif [ -e "$copy.directory" ]; then
    read -r mode user group <"$copy.directory"
    if [ ! -d "$path" ] || [ -L "$path" ]; then
      try rm -f -- "$path"
      try mkdir -- "$path"
    fi
    try chown -- "$user:$group" "$path"
    try chmod -- "$mode" "$path"
  else
    if [ -e "$copy" ] || [ -L "$copy" ]; then try mv -fT -- "$copy" "$aside"; fi
    if [ -e "$aside" ] || [ -L "$aside" ]; then try mv -fT -- "$aside" "$path"; fi
  fi
}

# One systemd: what was enabled, disabled or masked is so again.
enablement() {
  local unit=$1 was now
  was=$(cut -d' ' -f1 "$guard/copies/unit.$unit")
  now=$(systemctl is-enabled -- "$unit" 2>/dev/null) || now=\${now:-not-found}
  [ "$was" != "$now" ] || return 0
  case $was in
    masked) try systemctl mask -- "$unit" ;;
    enabled | disabled)
      if [ "$now" = masked ]; then try systemctl unmask -- "$unit"; fi
      try systemctl "\${was%d}" -- "$unit"
      ;;
  esac
  # While the machine boots, what is to run was decided before this.
  if [ "$why" = boot ]; then
    if [ "$was" = enabled ]; then try systemctl start --no-block -- "$unit"; else try systemctl stop --no-block -- "$unit"; fi
  fi
}

activity() {
  local unit=$1 how=$2 was now
  was=$(cut -d' ' -f2 "$guard/copies/unit.$unit")
  now=$(systemctl is-active -- "$unit") || now=\${now:-unknown}
  if [ "$was" != active ]; then
    if [ "$now" = active ]; then try systemctl stop -- "$unit"; fi
    return 0
  fi
  if [ "$now" != active ]; then
    systemctl reset-failed -- "$unit" 2>/dev/null
    # A start is nothing to do for a unit whose reload hangs; and then the reload times out, and it is dead (sshd, seen so).
    try systemctl restart -- "$unit"
  elif [ "$how" = reload ]; then
    try systemctl reload-or-restart -- "$unit"
  elif [ "$how" = restart ]; then
    try systemctl restart -- "$unit"
  fi
}

# The rules as they were, not as the file has them: the two may have been different, and the file may have been wrong.
rules() {
  local table
  table=$(printf 'table inet %s\ndelete table inet %s\n' "$1" "$1")
  if [ -e "$guard/copies/rules" ]; then table+=$'\n'$(cat -- "$guard/copies/rules"); fi
  try nft -f - <<<"$table"
}

setting() {
  local was=$guard/copies/sysctl.$1
  if [ -e "$was" ] && [ "$(sysctl -n -- "$1" 2>/dev/null)" != "$(cat -- "$was")" ]; then
    try sysctl -q -w "$1=$(cat -- "$was")"
  fi
}
`.replaceAll('\\${', '${');
