import { collectorOf, leftToHandover } from '../../cloud-init/left-to-handover.ts';
import { quoteRemote } from '../../edges/escape.ts';
import { patient } from '../../edges/patience.ts';
import { APPLY_EXIT, applyScript } from '../../policy/apply-script.ts';
import { type Difference, diffHost } from '../../policy/diff.ts';
import { KitError } from '../../policy/errors.ts';
import { inStages } from '../../policy/risk.ts';
import { APPLY_UNIT, forgetRollbackScript } from '../../policy/rollback-script.ts';
import type { Wanted } from '../../policy/wanted.ts';
import type { Handover } from '../context.ts';
import { awaitOtherGuard, guarded, sentencesOf } from '../guard.ts';
import { look } from '../look.ts';
import { portTaken } from '../port-taken.ts';

const DIRECTORY = '/run/sclerite-apply';
const LOCK = '/run/sclerite-apply.lock';
const AT_MOST_SECONDS = patient(900);
/** What the beginning ends with when another run's script is still at it. */
const BUSY = 75;

const nothing: Wanted = { packages: [], groups: [], users: [], files: [], directories: [], absent: [], units: [] };

/**
 * Brings the host to its wanted state: look (with the collector of this version, which comes first where it is missing), mend
 * what differs, look again. Right after birth nothing differs. What could lock everybody out is mended under a guard: see
 * `handover/guard.ts`.
 *
 * @returns what it said it did, one line each
 * @throws E_APPLY when something still differs, E_PORT_TAKEN when nginx cannot have its ports; whatever the guard and {@link look} throw
 */
export async function applyWanted(handover: Handover): Promise<readonly string[]> {
  const { progress, wanted, server, link } = handover;
  progress.step('looking for what differs from the wanted state');
  await awaitOtherGuard(handover);
  let before = await look(handover);
  if (before.rollback) for (const line of sentencesOf(before.rollback)) progress.warn(line);
  const isNew = before.blind !== undefined;
  if (before.blind !== undefined) {
    progress.step(`bringing the collector: ${before.blind}`);
    const collector: Wanted = { ...nothing, ...collectorOf(wanted) };
    await run(handover, applyScript(diffHost(collector, {}), collector));
    before = await look(handover);
  }
  if (before.differences.length === 0) {
    progress.step('the host is as wanted: nothing differs');
    if (before.rollback) await link.must(forgetRollbackScript, { label: 'closing the record of a rollback' });
    return [];
  }
  if (before.blind === undefined) {
    const surprising = before.differences.filter((difference) => !(isNew && isBrought(difference, wanted)));
    const count = surprising.length;
    progress.step(
      count === 0
        ? 'bringing what a server is not born with'
        : `mending ${count === 1 ? 'one difference' : `${count} differences`}`,
    );
    for (const line of sentences(surprising)) progress.warn(line);
  } else progress.step(`going through everything that is wanted: ${before.blind}`);
  const done: string[] = [];
  for (const { isRisky, differences } of inStages(before.differences)) {
    const mend = () => run(handover, applyScript(differences, wanted));
    done.push(...(isRisky ? await guarded(handover, differences, mend) : await mend()));
  }
  for (const line of done) progress.detail(line);
  const after = await look(handover);
  if (after.differences.length === 0) return done;
  throw new KitError({
    code: 'E_APPLY',
    what: `${server} is not in its wanted state after it was brought there.`,
    why: after.blind ?? sentences(after.differences).join('\n'),
    next: `something on the server changes it back, or it cannot be as wanted: look at the lines above, then run ./sclerite converge ${server} again.`,
  });
}

/** Nothing to warn of on a server that handover sees for the first time. */
function isBrought({ kind, name }: Difference, wanted: Wanted): boolean {
  const { files, units } = leftToHandover(wanted);
  return kind === 'file'
    ? files.some(({ path }) => path === name)
    : kind === 'unit' && units.some((unit) => unit.name === name);
}

const AT_MOST_LINES = 20;

/** Differences as lines for people, the first twenty. */
export function sentences(differences: readonly Difference[]): string[] {
  const lines = differences.map(({ what, wanted, observed }) => `${what}: wanted ${wanted}; is ${observed}`);
  const left = lines.length - AT_MOST_LINES;
  return left > 0 ? [...lines.slice(0, AT_MOST_LINES), `and ${left} more`] : lines;
}

/**
 * Runs it in a transient unit: a connection that a restarted sshd or firewall cuts does not leave it half done. Two runs come one
 * after the other.
 */
export async function run(handover: Handover, script: string): Promise<readonly string[]> {
  const { link, server, progress } = handover;
  for (;;) {
    const begun = await link.root(beginning, { label: 'beginning to mend', input: script });
    if (begun.exitCode === 0) break;
    if (begun.exitCode !== BUSY) throw failed(server, begun.exitCode, begun.stderr);
    progress.step(`another run is changing ${server}: waiting for it`);
    await link.must(ended, { label: 'waiting for another run', timeoutMs: (AT_MOST_SECONDS + 30) * 1000 });
  }
  const result = await link.root(
    `set -euo pipefail
${ended}
cat ${DIRECTORY}/out
cat ${DIRECTORY}/err >&2
exit "$(cat ${DIRECTORY}/exit)"`,
    { label: 'mending', timeoutMs: (AT_MOST_SECONDS + 30) * 1000 },
  );
  const done = result.stdout.split('\n').filter((line) => line !== '');
  if (result.exitCode === 0) return done;
  const taken = result.exitCode === APPLY_EXIT.unitFailed ? await portTaken(handover, result.stderr) : undefined;
  if (taken) throw taken;
  throw failed(server, result.exitCode, result.stderr);
}

/** A script that was sent twice, because the answer was lost, is begun once. */
const beginning = `set -euo pipefail
umask 077
exec 9>${LOCK}
flock -w 60 9
install -d -m 0700 ${DIRECTORY}
cat >${DIRECTORY}/new
if [ "$(systemctl show -P SubState ${APPLY_UNIT})" = running ]; then
  if cmp -s ${DIRECTORY}/new ${DIRECTORY}/script; then exit 0; fi
  exit ${BUSY}
fi
if systemctl is-active --quiet ${APPLY_UNIT}; then systemctl stop ${APPLY_UNIT}; fi
if systemctl is-failed --quiet ${APPLY_UNIT}; then systemctl reset-failed ${APPLY_UNIT}; fi
rm -f ${DIRECTORY}/out ${DIRECTORY}/err
echo 143 >${DIRECTORY}/exit # until it says better: something ended it
mv -f ${DIRECTORY}/new ${DIRECTORY}/script
systemd-run --quiet --unit=${APPLY_UNIT} --description='Brings this server to its wanted state' --property=RemainAfterExit=yes \\
  --property=TimeoutStopSec=5s \\
  --property=StandardOutput=truncate:${DIRECTORY}/out --property=StandardError=truncate:${DIRECTORY}/err \\
  /bin/bash -c '/bin/bash ${DIRECTORY}/script; code=$?; echo "$code" >${DIRECTORY}/exit; exit "$code"'`;

const ended = `end=$((SECONDS + ${AT_MOST_SECONDS}))
while [ "$(systemctl show -P SubState ${APPLY_UNIT})" = running ]; do
  if [ "$SECONDS" -ge "$end" ]; then echo "it is not done after ${AT_MOST_SECONDS} s" >&2; exit ${BUSY}; fi
  sleep 0.1
done`;

/** What a server may be in, by the words that programs have for it. */
const CONDITIONS = [
  {
    code: 'E_SERVER_READ_ONLY',
    words: /Read-only file system/,
    next: 'see why (dmesg, mount): a disk that fails is remounted so; then: sudo mount -o remount,rw /, or reboot',
  },
  {
    code: 'E_SERVER_DISK_FULL',
    words: /No space left on device/,
    next: 'make room (sudo du -xh / | sort -h | tail; sudo journalctl --vacuum-size=100M; sudo apt-get clean)',
  },
  {
    code: 'E_DPKG_INTERRUPTED',
    words: /dpkg was interrupted|dpkg --configure -a/,
    next: 'an installation was cut off: finish it on the server: sudo dpkg --configure -a',
  },
] as const;

function failed(server: string, exitCode: number, stderr: string): KitError {
  const condition = CONDITIONS.find(({ words }) => words.test(stderr));
  return new KitError({
    code: condition?.code ?? 'E_APPLY',
    what: `${server} could not be brought to its wanted state.`,
    why: `${reason(exitCode)}\n${quoteRemote(stderr)}`,
    next: `${condition?.next ?? 'correct the cause'}; then run ./sclerite converge ${server}: it does what is left.`,
  });
}

const reason = (code: number) =>
  code === APPLY_EXIT.refused
    ? 'a check refused the new files; the old ones are back:'
    : code === APPLY_EXIT.unitFailed
      ? 'all files are in place, but a unit did not come up with them:'
      : code === APPLY_EXIT.unfit
        ? 'nothing was changed, because the server cannot be:'
        : `the script ended with ${code}:`;
