import { z } from 'zod';
import { birthApt } from '../../cloud-init/user-data.ts';
import { escapeRemote, quoteRemote } from '../../edges/escape.ts';
import { patient } from '../../edges/patience.ts';
import { KitError } from '../../policy/errors.ts';
import type { Handover } from '../context.ts';

/** apt over a slow mirror; more is a machine that will never be done. */
const AT_MOST_SECONDS = patient(600);

/** The part of `cloud-init status --format json` that is used; 24.1 and later also say `extended_status`. */
const Status = z.object({
  status: z.string(),
  errors: z.array(z.string()).default([]),
  recoverable_errors: z.record(z.string(), z.array(z.string())).default({}),
});

/**
 * Modules of cloud-init's last stage that may run twice: a mirror that was down at birth should not cost the server. Ours
 * install packages and switch units on, which is safe to repeat.
 */
const REPEATABLE = new Set(['package-update-upgrade-install', 'write-files-deferred', 'scripts-user']);
/** cloud-init keeps its first verdict until the next boot, in /run; so does this, which says that it was made up for. */
const MENDED = '/run/sclerite-cloud-init-mended';
/** What nobody needs in an excerpt of its log: the tables and keys that it prints at the end. */
const NOISE = '^(ci-info:|<14>|-----|#####|ssh-|ecdsa-|Cloud-init v)';

/**
 * Waits until the birth is over, and does once more what failed in it when that can be.
 *
 * @throws E_CLOUD_INIT with cloud-init's own words, E_CLOUD_INIT_SLOW
 */
export async function awaitCloudInit(handover: Handover): Promise<void> {
  const { link, progress, server } = handover;
  progress.step('cloud-init: packages and files');
  const script = `
end=$((SECONDS + ${AT_MOST_SECONDS})) last= said=0
while [ "$(systemctl show -P SubState cloud-final.service)" != exited ] && [ "$(systemctl show -P SubState cloud-final.service)" != failed ]; do
  if [ "$SECONDS" -ge "$end" ]; then exit 75; fi
  now=$(tail -n 1 /var/log/cloud-init-output.log 2>/dev/null | tail -c 200) || now=
  if [ "$now" != "$last" ]; then printf 'at %s\\n' "$now"; last=$now said=$SECONDS; fi
  sleep 0.2
done
# It ends with 2 when it recovered from something, with 1 when it failed; the words are in the JSON either way.
cloud-init status --format json && code=0 || code=$?
if [ "$code" -ne 0 ]; then
  printf '\\n--log\\n'
  { grep -vE '${NOISE}' /var/log/cloud-init-output.log || test $? -eq 1; } | tail -n 25
fi`;
  const result = await link.root(`set -euo pipefail\n${script}`, {
    label: 'waiting for cloud-init',
    timeoutMs: (AT_MOST_SECONDS + 30) * 1000,
    onLine: (line) => line.startsWith('at ') && progress.detail(line.slice(3)),
  });
  if (result.exitCode === 75) {
    throw new KitError({
      code: 'E_CLOUD_INIT_SLOW',
      what: `cloud-init on ${server} is not done after ${AT_MOST_SECONDS} s.`,
      why: `the last thing it said: ${escapeRemote(result.stdout.trim().split('\n').at(-1) ?? '').replace(/^at /, '') || '(nothing)'}`,
      next: `look at it: ssh in and sudo tail -f /var/log/cloud-init-output.log; then run ./sclerite handover ${server} again.`,
    });
  }
  const output = result.stdout.replace(/^at .*\n/gm, '');
  const [json = '', log = ''] = output.split('\n--log\n');
  const status = parseStatus(json);
  if (status === undefined) throw failed(server, quoteRemote(`${output}\n${result.stderr}`), '');
  const problems = [
    ...status.errors,
    ...Object.entries(status.recoverable_errors).flatMap(([level, words]) =>
      /^(DEPRECATED|INFO)$/.test(level) ? [] : words.map((text) => `${level}: ${text}`),
    ),
  ];
  if (status.status !== 'done' || status.errors.length > 0) {
    const words = quoteRemote(problems.join('\n') || `its status is "${status.status}"`);
    const again = await repeat(handover, status.errors);
    if (again === 'done') return;
    throw failed(server, words, again ?? log);
  }
  for (const problem of problems) progress.warn(`cloud-init: ${problem}`);
}

/** cloud-init words an error of a module as a Python tuple: `('scripts-user', RuntimeError('…'))`. */
const failedModule = (error: string) => /^\('([a-z-]+)', /.exec(error)?.[1];

/**
 * Runs the modules that failed once more.
 *
 * @returns `done`; or what they said when they failed again; undefined when something else failed
 */
async function repeat({ link, progress }: Handover, errors: readonly string[]): Promise<string | undefined> {
  const modules = errors.map(failedModule);
  if (modules.length === 0 || modules.some((module) => module === undefined || !REPEATABLE.has(module)))
    return undefined;
  progress.step(`cloud-init: what failed, once more: ${modules.join(', ')}`);
  const result = await link.root(
    `set -uo pipefail
if [ -e ${MENDED} ]; then exit 0; fi
cat >${birthApt.path} || exit
for module in ${modules.join(' ')}; do
  cloud-init single --name "$module" --frequency always 2>&1 </dev/null || exit
done
: >${MENDED}`,
    {
      label: 'running what failed in cloud-init once more',
      // The last module takes it away again.
      input: birthApt.content,
      timeoutMs: AT_MOST_SECONDS * 1000,
      onLine: (line) => progress.detail(line),
    },
  );
  return result.exitCode === 0 ? 'done' : result.stdout;
}

function parseStatus(text: string): z.infer<typeof Status> | undefined {
  const begin = text.indexOf('{');
  if (begin === -1) return undefined;
  try {
    return Status.parse(JSON.parse(text.slice(begin, text.lastIndexOf('}') + 1)));
  } catch {
    return undefined; // Shown as it came: see the caller.
  }
}

function failed(server: string, words: string, log: string): KitError {
  return new KitError({
    code: 'E_CLOUD_INIT',
    what: `cloud-init failed on ${server}.`,
    why: `it said:\n${words}${log.trim() === '' ? '' : `\nand its log ends with:\n${quoteRemote(log, { maxLines: 25 })}`}`,
    next: 'correct the cause (a package mirror that is down, a name that does not resolve) and run ./sclerite deploy again: packages are tried once more. If it stays, replace the server: ./sclerite destroy, then deploy.',
  });
}
