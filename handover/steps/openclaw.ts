import { z } from 'zod';
import { escapeRemote, quoteRemote } from '../../edges/escape.ts';
import { patient } from '../../edges/patience.ts';
import { installScript } from '../../openclaw/install.ts';
import { installFailure } from '../../openclaw/install-failures.ts';
import { release } from '../../openclaw/release.ts';
import { KitError } from '../../policy/errors.ts';
import type { Handover } from '../context.ts';

/** Transient: it goes on when the connection does not, and is gone after a reboot, which would have ended it anyway. */
const UNIT = 'sclerite-install.service';
const DIRECTORY = '/run/sclerite-install';
/** Cold, over a slow line: 200 MB of packages. Warm it is half a minute. */
const AT_MOST_SECONDS = patient(1200);

/** Begins the installation, which takes longest and needs nothing of what cloud-init still brings. */
export async function beginInstall({ link, progress }: Handover, registry: string): Promise<void> {
  progress.step(`OpenClaw ${release.openclaw}: the installation begins`);
  await link.must(
    `
install -d -m 0700 ${DIRECTORY}
if [ "$(systemctl show -P SubState ${UNIT})" != running ]; then
  cat >${DIRECTORY}/script.new
  mv -f ${DIRECTORY}/script.new ${DIRECTORY}/script
  if systemctl is-active --quiet ${UNIT}; then systemctl stop ${UNIT}; fi
  if systemctl is-failed --quiet ${UNIT}; then systemctl reset-failed ${UNIT}; fi
  systemd-run --quiet --unit=${UNIT} --description='Installs OpenClaw' --property=RemainAfterExit=yes \\
    --property=StandardOutput=truncate:${DIRECTORY}/out --property=StandardError=truncate:${DIRECTORY}/err \\
    /bin/bash ${DIRECTORY}/script
fi`,
    { label: 'beginning the installation of OpenClaw', input: installScript({ registry, release }) },
  );
}

const Outcome = z.object({ release: z.string(), changed: z.boolean(), tree: z.string(), seconds: z.number() });

/**
 * Waits for it.
 *
 * @returns whether another release is in place than before, which a running gateway would not notice
 * @throws E_OPENCLAW_INSTALL with the installer's own words
 */
export async function awaitInstall(handover: Handover, registry: string): Promise<boolean> {
  const { progress, server } = handover;
  progress.step(`OpenClaw ${release.openclaw}: waiting for the installation`);
  let outcome = await wait(handover);
  if (outcome?.release !== release.id) {
    // One that was already running belonged to another version of the kit, or a reboot ended it.
    await beginInstall(handover, registry);
    outcome = await wait(handover);
  }
  if (outcome?.release === release.id) return outcome.changed;
  throw new KitError({
    code: 'E_OPENCLAW_INSTALL',
    what: `OpenClaw was not installed on ${server}.`,
    why: `the installation ended twice without installing ${release.id}; something stops ${UNIT}.`,
    next: `look at it: sudo journalctl -u ${UNIT}; then run ./sclerite handover ${server} again.`,
  });
}

/** undefined: there is no such run any more. */
async function wait({ link, progress, server }: Handover): Promise<z.infer<typeof Outcome> | undefined> {
  const result = await link.root(
    `set -euo pipefail
end=$((SECONDS + ${AT_MOST_SECONDS})) last=
while [ "$(systemctl show -P SubState ${UNIT})" = running ] && [ "$SECONDS" -lt "$end" ]; do
  now=$(tail -n 1 ${DIRECTORY}/err | tail -c 200)
  if [ "$now" != "$last" ]; then printf 'at %s\\n' "$now"; last=$now; fi
  sleep 0.2
done
systemctl show -p SubState,ExecMainStatus,Result ${UNIT}
if [ -e ${DIRECTORY}/out ]; then cat ${DIRECTORY}/out; fi
if [ -e ${DIRECTORY}/err ]; then tail -n 30 ${DIRECTORY}/err >&2; fi`,
    {
      label: 'waiting for the installation of OpenClaw',
      timeoutMs: (AT_MOST_SECONDS + 30) * 1000,
      onLine: (line) => line.startsWith('at ') && progress.detail(line.slice(3)),
    },
  );
  const shown = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(result.stdout)?.[1] ?? '';
  const [state, code] = [shown('SubState'), Number(shown('ExecMainStatus'))];
  if (state === 'running')
    throw failed(server, `it is not done after ${AT_MOST_SECONDS} s; the last words:`, result.stderr);
  if (state === 'failed' || code !== 0) {
    const kind = installFailure(code);
    throw failed(server, `the installer ended with ${code}${kind ? ` (${kind})` : ''} and said:`, result.stderr);
  }
  const json = /^\{.*\}$/m.exec(result.stdout)?.[0];
  return json === undefined ? undefined : Outcome.parse(JSON.parse(json));
}

function failed(server: string, why: string, words: string): KitError {
  return new KitError({
    code: 'E_OPENCLAW_INSTALL',
    what: `OpenClaw was not installed on ${server}.`,
    why: `${why}\n${quoteRemote(words, { maxLines: 15 }) || escapeRemote('(nothing)')}`,
    next: `correct the cause and run ./sclerite handover ${server} again; an interrupted installation starts from where it can.`,
  });
}
