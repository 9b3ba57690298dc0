import { restorePrelude } from './_restore-prelude.ts';
import { shellWord as word } from './_shell-word.ts';
import { NFT_TABLE } from './render/nftables.ts';
import type { RollbackPlan } from './rollback-plan.ts';

/** Copies, the way back and the mark that it is armed; on the disk, because a reboot must not lose them. */
const GUARD = '/var/lib/sclerite/rollback';
/** Holds the id of the run that armed it. While it is there, the change is not confirmed. */
const ARMED = `${GUARD}/armed`;
/** What was rolled back last, and why; gone with the next change that is confirmed. */
export const ROLLBACK_RECORD = '/var/lib/sclerite/last-rollback';
/** Id of the change that was confirmed last since boot: a confirmation that is sent twice is one. */
const CONFIRMED = '/run/sclerite-confirmed';
const LOCK = '/run/sclerite-rollback.lock';
const TIMED = 'sclerite-rollback';
const AT_BOOT = 'sclerite-rollback-boot.service';
const AT_BOOT_FILE = `/etc/systemd/system/${AT_BOOT}`;
const AT_BOOT_LINK = `/etc/systemd/system/sysinit.target.wants/${AT_BOOT}`;
/** The unit that a rollback stops first: it may be in the middle of the change. */
export const APPLY_UNIT = 'sclerite-apply.service';

/** What the scripts here end with; everything else is a program's own failure. */
export const GUARD_EXIT = {
  /** It could not be made sure that the change can be taken back. Nothing was changed. */
  noWayBack: 67,
  /** Another run has armed a rollback and not confirmed its change yet. */
  busy: 75,
  /** Too late to confirm: it was rolled back. */
  rolledBack: 76,
} as const;

const begin = `set -euo pipefail
umask 077
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
exec 9>${LOCK}`;

/** Takes the guard away: nothing is left that a rollback would need, or that would begin one. */
const dismantle = `rm -f ${ARMED} ${AT_BOOT_LINK} ${AT_BOOT_FILE}
sync -f /var/lib/sclerite
if systemctl is-active --quiet ${TIMED}.timer; then systemctl stop ${TIMED}.timer; fi`;

/**
 * Before a change that may lock everybody out: keeps copies, writes the way back, and arms it twice: for when the time is over,
 * and for the next boot. Safe to repeat with the same id. Pure.
 *
 * Exit 67 with the reason when there would be no way back, 75 when another change waits for its confirmation.
 *
 * @param seconds from now until it is rolled back by itself
 */
export function armScript(plan: RollbackPlan, id: string, seconds: number): string {
  return `${begin}
flock -w 30 9 || exit ${GUARD_EXIT.busy}
if [ -e ${ARMED} ]; then
  if [ "$(cat ${ARMED})" = ${word(id)} ]; then exit 0; fi
  exit ${GUARD_EXIT.busy}
fi
ended() {
  local code=$?
  if [ "$code" -eq 0 ]; then exit 0; fi
  set +e
  [ -d ${GUARD} ] || exit ${GUARD_EXIT.noWayBack}
  ${dismantle.replaceAll('\n', '\n  ')}
  rm -rf ${GUARD}
  exit ${GUARD_EXIT.noWayBack}
}
trap ended EXIT
for program in systemd-run sync ${plan.touchesSshd ? 'sshd ' : ''}${plan.touchesNftables ? 'nft' : ''}; do
  command -v "$program" >/dev/null || { echo "there is no $program on the server" >&2; exit 1; }
done
keep() {
  local copy=${GUARD}/copies/$1 path=$2
  if [ -L "$path" ] || [ -f "$path" ]; then cp -a -- "$path" "$copy"
  elif [ -d "$path" ]; then stat -c '%a %u %g' -- "$path" >"$copy.directory"
  elif [ -e "$path" ]; then echo "$path is neither a file nor a directory" >&2; exit 1
  else : >"$copy.absent"; fi
}
keep_unit() {
  local enabled active
  enabled=$(systemctl is-enabled -- "$1" 2>/dev/null) || enabled=\${enabled:-not-found}
  active=$(systemctl is-active -- "$1") || active=\${active:-unknown}
  printf '%s %s\\n' "$enabled" "$active" >"${GUARD}/copies/unit.$1"
}
keep_setting() {
  if sysctl -n -- "$1" >"${GUARD}/copies/sysctl.$1" 2>/dev/null; then return 0; fi
  rm -f "${GUARD}/copies/sysctl.$1"
}
[ -d /var/lib/sclerite ] || install -d -m 0755 /var/lib/sclerite
rm -rf ${GUARD}
install -d -m 0700 ${GUARD} ${GUARD}/copies
${[
  ...plan.paths.map((path, index) => `keep ${index} ${word(path)}`),
  ...plan.units.map(({ name }) => `keep_unit ${word(name)}`),
  ...plan.sysctls.map((key) => `keep_setting ${word(key)}`),
].join('\n')}
${plan.touchesSshd ? sshdIsSound : ''}${plan.touchesNftables ? keepRules : ''}cat >${GUARD}/restore <<'END-OF-RESTORE'
${restoreScript(plan)}END-OF-RESTORE
cat >${GUARD}/changes <<'END-OF-CHANGES'
${plan.changes.map((change) => `change ${change.replaceAll(/\s+/g, ' ')}\n`).join('')}END-OF-CHANGES
# Room for the words of a rollback, while there is some.
head -c 4096 /dev/zero >${GUARD}/room
cat >${AT_BOOT_FILE} <<'END-OF-UNIT'
${bootUnit}END-OF-UNIT
install -d -m 0755 ${AT_BOOT_LINK.slice(0, AT_BOOT_LINK.lastIndexOf('/'))}
chmod 0644 ${AT_BOOT_FILE}
ln -sfn ${AT_BOOT_FILE} ${AT_BOOT_LINK}
printf '%s\\n' "$(($(cut -d. -f1 /proc/uptime) + ${seconds}))" >${GUARD}/until
sync -f ${GUARD}
printf '%s\\n' ${word(id)} >${ARMED}
sync -f ${GUARD}
if systemctl is-failed --quiet ${TIMED}.service; then systemctl reset-failed ${TIMED}.service; fi
systemd-run --quiet --collect --unit=${TIMED} --on-active=${seconds}s --timer-property=AccuracySec=100ms \\
  --property=Type=oneshot --description='Takes back a change that nobody confirmed' /bin/bash ${GUARD}/restore timer >&2
systemctl is-active --quiet ${TIMED}.timer
`;
}

/** sshd reads its files again when they are back: if it refuses them, it keeps what it has, which is what must go. */
const sshdIsSound = `if ! words=$(sshd -t 2>&1); then
  printf '%s\\n' "sshd refuses its own files as they are now, so there is nothing that it could go back to: $words" >&2
  exit 1
fi
`;

/** Without counters and without what dynamic sets hold at the moment. */
const keepRules = `if ! nft -s list table inet ${NFT_TABLE} >${GUARD}/copies/rules 2>/dev/null; then rm -f ${GUARD}/copies/rules; fi
`;

/** Before anything opens or closes a door: the firewall, the network, sshd. */
const bootUnit = `[Unit]
Description=Takes back a change that nobody confirmed before the reboot
DefaultDependencies=no
RequiresMountsFor=${GUARD}
After=local-fs.target
Before=sysinit.target network-pre.target nftables.service systemd-sysctl.service ssh.service shutdown.target
Conflicts=shutdown.target
ConditionPathExists=${ARMED}

[Service]
Type=oneshot
ExecStart=/bin/bash ${GUARD}/restore boot

[Install]
WantedBy=sysinit.target
`;

/** The way back, as it lies on the server. Its argument says who began it: `timer`, `boot`. Pure. */
function restoreScript({ paths, units, sysctls, touchesNftables }: RollbackPlan): string {
  const live = [
    ...(touchesNftables ? [`  rules ${NFT_TABLE}`] : []),
    ...sysctls.map((key) => `  setting ${word(key)}`),
    ...units.map(({ name, how }) => `  activity ${word(name)} ${how}`),
  ];
  return `guard=${GUARD}
why=$1
${restorePrelude}
main() {
  exec 9>${LOCK}
  flock 9
  [ -e ${ARMED} ] || return 0
  if [ -e ${GUARD}/asked ]; then why=asked; fi
  if [ "$why" != boot ] && systemctl is-active --quiet ${APPLY_UNIT}; then try systemctl stop ${APPLY_UNIT}; fi
${paths
  .map((path, index) => `  path ${index} ${word(path)}`)
  .reverse()
  .join('\n')}
${units.length + paths.filter((path) => path.startsWith('/etc/systemd/system/')).length > 0 ? '  try systemctl daemon-reload\n' : ''}${units.map(({ name }) => `  enablement ${word(name)}\n`).join('')}  if [ "$why" != boot ]; then
    :
${live.map((line) => `  ${line}\n`).join('')}  fi
  rm -f ${GUARD}/room
  {
    printf 'at %s\\nwhy %s\\n' "$(date +%s)" "$why"
    if [ "$why" = asked ]; then
      sed 's/^/words /' ${GUARD}/asked
      echo
    fi
    [ "\${#trouble[@]}" -eq 0 ] || printf 'trouble %s\\n' "\${trouble[@]}"
    cat ${GUARD}/changes
  } >${GUARD}/record && mv -fT ${GUARD}/record ${ROLLBACK_RECORD} || trouble+=("the record could not be written")
  [ "\${#trouble[@]}" -eq 0 ] || printf '%s\\n' "\${trouble[@]}" >&2
  ${dismantle.replaceAll('\n', '\n  ')}
  # What could not be brought back is not thrown away.
  rm -rf ${GUARD}.kept
  if [ "\${#trouble[@]}" -eq 0 ]; then rm -rf ${GUARD}; else mv -T ${GUARD} ${GUARD}.kept; fi
  sync -f /var/lib/sclerite
}
main
exit
`;
}

/** After a fresh login: the change stays. Exit 76 when it is too late. Pure. */
export const confirmScript = (id: string): string => `${begin}
flock -w 120 9 || exit ${GUARD_EXIT.busy}
if [ -e ${CONFIRMED} ] && [ "$(cat ${CONFIRMED})" = ${word(id)} ]; then exit 0; fi
if [ ! -e ${ARMED} ] || [ "$(cat ${ARMED})" != ${word(id)} ]; then exit ${GUARD_EXIT.rolledBack}; fi
if [ "$(systemctl show -P SubState ${APPLY_UNIT})" = running ]; then
  echo 'the change is still under way, so a login proves nothing yet' >&2
  exit 1
fi
printf '%s\\n' ${word(id)} >${CONFIRMED}
${dismantle}
rm -rf ${GUARD} ${GUARD}.kept
rm -f ${ROLLBACK_RECORD}
`;

/** Does not wait for the time to be over. Its standard input says why, for the record. Over when it is done. Pure. */
export const rollBackScript = `set -euo pipefail
umask 077
if [ ! -e ${ARMED} ]; then exit 0; fi
head -c 2000 >${GUARD}/asked
if systemctl is-active --quiet ${TIMED}.timer; then systemctl start ${TIMED}.service; else /bin/bash ${GUARD}/restore asked; fi
`;

/** Prints the seconds that another run's guard still has; nothing when there is none. Pure. */
export const armedScript = `set -euo pipefail
if [ -e ${ARMED} ]; then echo "$(($(cat ${GUARD}/until) - $(cut -d. -f1 /proc/uptime)))"; fi
`;

/** Forgets what was rolled back last. */
export const forgetRollbackScript = `rm -f ${ROLLBACK_RECORD}`;

/** What a rollback left for the next who looks. */
export interface Rollback {
  /** Unix seconds on the server's clock. */
  readonly at: number;
  /** Who began it: the time was over, the machine was started again, or the operator's side asked for it. */
  readonly why: 'timer' | 'boot' | 'asked';
  /** `asked`: what had gone wrong. */
  readonly words: string;
  /** What could not be brought back. */
  readonly trouble: readonly string[];
  /** What was taken back, in the words of the difference. */
  readonly changes: readonly string[];
}

/** Text of the record → what happened; undefined for an empty one. Pure. */
export function parseRollback(text: string): Rollback | undefined {
  const lines = text.split('\n').map((line) => /^(\w+) (.*)$/.exec(line));
  const all = (key: string) => lines.flatMap((match) => (match?.[1] === key ? [match[2] as string] : []));
  const [why] = all('why');
  if (why !== 'timer' && why !== 'boot' && why !== 'asked') return undefined;
  return {
    at: Number(all('at')[0] ?? 0),
    why,
    words: all('words').join('\n'),
    trouble: all('trouble'),
    changes: all('change'),
  };
}
