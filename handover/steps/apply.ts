import { collectorOf, leftToHandover } from '../../cloud-init/left-to-handover.ts';
import { quoteRemote } from '../../edges/escape.ts';
import { parseDocument } from '../../facts/collector/parse.ts';
import { COLLECT } from '../../facts/collector/units.ts';
import { APPLY_EXIT, applyScript } from '../../policy/apply-script.ts';
import { type Difference, diffHost } from '../../policy/diff.ts';
import { KitError } from '../../policy/errors.ts';
import { readFacts } from '../../policy/read-facts.ts';
import type { Wanted } from '../../policy/wanted.ts';
import { collectorDigest } from '../../policy/wanted-state.ts';
import type { Handover } from '../context.ts';
import { portTaken } from '../port-taken.ts';

/** Transient: a connection that a restarted sshd or firewall cuts does not leave it half done. */
const UNIT = 'sclerite-apply.service';
const DIRECTORY = '/run/sclerite-apply';
const AT_MOST_SECONDS = 900;

const nothing: Wanted = { packages: [], groups: [], users: [], files: [], directories: [], absent: [], units: [] };

/**
 * Brings the host to its wanted state: look (with the collector of this version, which comes first where it is missing), mend
 * what differs, look again. Right after birth nothing differs.
 *
 * This is where a guard against locking oneself out belongs (arm a rollback before `run`, disarm it after a fresh login).
 *
 * @returns what it said it did, one line each
 * @throws E_APPLY when something still differs, E_PORT_TAKEN when nginx cannot have its ports
 */
export async function applyWanted(handover: Handover): Promise<readonly string[]> {
  const { progress, wanted, server } = handover;
  progress.step('looking for what differs from the wanted state');
  let before = await look(handover);
  const isNew = before.blind !== undefined;
  if (before.blind !== undefined) {
    progress.step(`bringing the collector: ${before.blind}`);
    const collector: Wanted = { ...nothing, ...collectorOf(wanted) };
    await run(handover, applyScript(diffHost(collector, {}), collector));
    before = await look(handover);
  }
  if (before.differences.length === 0) {
    progress.step('the host is as wanted: nothing differs');
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
  const done = await run(handover, applyScript(before.differences, wanted));
  for (const line of done) progress.detail(line);
  const after = await look(handover);
  if (after.differences.length === 0) return done;
  throw new KitError({
    code: 'E_APPLY',
    what: `${server} is not in its wanted state after it was brought there.`,
    why: after.blind ?? sentences(after.differences).join('\n'),
    next: `something on the server changes it back, or it cannot be as wanted: look at the lines above, then run ./sclerite handover ${server} again.`,
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

function sentences(differences: readonly Difference[]): string[] {
  const lines = differences.map(({ what, wanted, observed }) => `${what}: wanted ${wanted}; is ${observed}`);
  const left = lines.length - AT_MOST_LINES;
  return left > 0 ? [...lines.slice(0, AT_MOST_LINES), `and ${left} more`] : lines;
}

interface Sight {
  readonly differences: readonly Difference[];
  /** Why nothing at all could be seen: then everything differs, in a way that nobody can tell. */
  readonly blind?: string;
}

/** Root's own run of the collector: it works before the auditor's socket does. */
async function look({ link, wanted, declared }: Handover): Promise<Sight> {
  const blind = (because: string): Sight => ({ differences: diffHost(wanted, {}), blind: because });
  const answer = await link.root(`[ -x ${COLLECT} ] || exit 127; exec ${COLLECT}`, { label: 'the collector' });
  if (answer.exitCode === 127) return blind('there is no collector on the server yet');
  if (answer.exitCode !== 0) return blind(`the collector ended with ${answer.exitCode}: ${quoteRemote(answer.stderr)}`);
  try {
    const document = parseDocument(answer.stdout);
    // Another version was asked for other things: nothing it says is measured against this wanted state.
    if (document.digest !== collectorDigest(declared)) return blind('the collector on the server is another version');
    return { differences: diffHost(wanted, readFacts(document.readings, document.now)) };
  } catch (error) {
    if (error instanceof KitError && error.code.startsWith('E_FACTS')) return blind(`${error.message} ${error.why}`);
    throw error;
  }
}

async function run(handover: Handover, script: string): Promise<readonly string[]> {
  const { link, server } = handover;
  await link.must(
    `
install -d -m 0700 ${DIRECTORY}
if systemctl is-active --quiet ${UNIT}; then systemctl stop ${UNIT}; fi
if systemctl is-failed --quiet ${UNIT}; then systemctl reset-failed ${UNIT}; fi
rm -f ${DIRECTORY}/out ${DIRECTORY}/err
cat >${DIRECTORY}/script
systemd-run --quiet --unit=${UNIT} --description='Brings this server to its wanted state' --property=RemainAfterExit=yes \\
  --property=StandardOutput=truncate:${DIRECTORY}/out --property=StandardError=truncate:${DIRECTORY}/err \\
  /bin/bash ${DIRECTORY}/script`,
    { label: 'beginning to mend', input: script },
  );
  const result = await link.root(
    `set -euo pipefail
end=$((SECONDS + ${AT_MOST_SECONDS}))
while [ "$(systemctl show -P SubState ${UNIT})" = running ]; do
  if [ "$SECONDS" -ge "$end" ]; then echo "it is not done after ${AT_MOST_SECONDS} s" >&2; exit 75; fi
  sleep 0.1
done
cat ${DIRECTORY}/out
cat ${DIRECTORY}/err >&2
exit "$(systemctl show -P ExecMainStatus ${UNIT})"`,
    { label: 'mending', timeoutMs: (AT_MOST_SECONDS + 30) * 1000 },
  );
  const done = result.stdout.split('\n').filter((line) => line !== '');
  if (result.exitCode === 0) return done;
  const taken = result.exitCode === APPLY_EXIT.unitFailed ? await portTaken(handover, result.stderr) : undefined;
  if (taken) throw taken;
  throw new KitError({
    code: 'E_APPLY',
    what: `${server} could not be brought to its wanted state.`,
    why: `${reason(result.exitCode)}\n${quoteRemote(result.stderr)}`,
    next: `correct the cause, then run ./sclerite handover ${server} again; it does what is left.`,
  });
}

const reason = (code: number) =>
  code === APPLY_EXIT.refused
    ? 'a check refused the new files; the old ones are back:'
    : code === APPLY_EXIT.unitFailed
      ? 'all files are in place, but a unit did not come up with them:'
      : `the script ended with ${code}:`;
