import { quoteRemote } from '../../edges/escape.ts';
import { parseDocument } from '../../facts/collector/parse.ts';
import { COLLECT } from '../../facts/collector/units.ts';
import { APPLY_EXIT, applyScript } from '../../policy/apply-script.ts';
import { type Difference, diffHost } from '../../policy/diff.ts';
import { KitError } from '../../policy/errors.ts';
import { readFacts } from '../../policy/read-facts.ts';
import { collectorDigest } from '../../policy/wanted-state.ts';
import type { Handover } from '../context.ts';

/** Transient: a connection that a restarted sshd or firewall cuts does not leave it half done. */
const UNIT = 'sclerite-apply.service';
const DIRECTORY = '/run/sclerite-apply';
const AT_MOST_SECONDS = 900;

/**
 * Brings the host to its wanted state: look, mend what differs, look again. Right after birth nothing differs.
 *
 * This is where a guard against locking oneself out belongs (arm a rollback before `run`, disarm it after a fresh login).
 *
 * @returns what it said it did, one line each
 * @throws E_APPLY when something still differs
 */
export async function applyWanted(handover: Handover): Promise<readonly string[]> {
  const { progress, wanted, server } = handover;
  progress.step('looking for what differs from the wanted state');
  const differences = await differencesOf(handover);
  if (differences.length === 0) return [];
  progress.step(`mending ${differences.length === 1 ? 'one difference' : `${differences.length} differences`}`);
  for (const difference of differences.slice(0, 20)) progress.warn(sentence(difference));
  const done = await run(handover, applyScript(differences, wanted));
  const left = await differencesOf(handover);
  if (left.length === 0) return done;
  throw new KitError({
    code: 'E_APPLY',
    what: `${server} is not in its wanted state after it was brought there.`,
    why: left.map(sentence).join('\n'),
    next: `something on the server changes it back, or it cannot be as wanted: look at the lines above, then run ./sclerite handover ${server} again.`,
  });
}

const sentence = ({ what, wanted, observed }: Difference) => `${what}: wanted ${wanted}; is ${observed}`;

/** Root's own run of the collector: it works before the auditor's socket does. */
async function differencesOf({ link, wanted, declared }: Handover): Promise<readonly Difference[]> {
  const answer = await link.root(`[ -x ${COLLECT} ] || exit 0; exec ${COLLECT}`, { label: 'the collector' });
  if (answer.exitCode !== 0 || answer.stdout === '') return diffHost(wanted, {});
  try {
    const document = parseDocument(answer.stdout);
    // Another version was asked for other things: nothing it says is measured against this wanted state.
    if (document.digest !== collectorDigest(declared)) return diffHost(wanted, {});
    return diffHost(wanted, readFacts(document.readings, document.now));
  } catch (error) {
    if (error instanceof KitError && error.code.startsWith('E_FACTS')) return diffHost(wanted, {});
    throw error;
  }
}

async function run({ link, progress, server }: Handover, script: string): Promise<readonly string[]> {
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
  for (const line of done) progress.detail(line);
  if (result.exitCode === 0) return done;
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
