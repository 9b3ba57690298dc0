import { quoteRemote } from '../../edges/escape.ts';
import { patient } from '../../edges/patience.ts';
import { quote } from '../../edges/root.ts';
import { ready } from '../../openclaw/cli.ts';
import { gatewayUnit } from '../../openclaw/paths.ts';
import { KitError } from '../../policy/errors.ts';
import type { Handover } from '../context.ts';

/** 16 to 28 s were seen on two cores; a busy host may double that. */
const READY_SECONDS = patient(150);

/**
 * Starts it where it does not run. What comes of it is told by {@link awaitGateway}.
 *
 * @param isStale it runs with an older release or older secrets, so it is restarted; over when the old process is gone
 * @returns whether it was (re)started
 */
export async function startGateway({ link, progress }: Handover, isStale: boolean): Promise<boolean> {
  progress.step(isStale ? 'gateway: restarting, for its new release or secrets' : 'gateway: starting');
  const answer = await link.must(
    `
if systemctl is-failed --quiet ${gatewayUnit}; then systemctl reset-failed ${gatewayUnit}; fi
if ! systemctl is-active --quiet ${gatewayUnit}; then
  echo started
  systemctl start ${gatewayUnit} || echo "systemctl start ended with $?"
elif [ -n "${isStale ? 'stale' : ''}" ]; then
  echo restarted
  systemctl restart ${gatewayUnit} || echo "systemctl restart ended with $?"
fi`,
    { label: 'starting the gateway', timeoutMs: patient(400_000) }, // stopping may take the 330 s that the unit allows
  );
  return answer.trim() !== '';
}

/** Ready is what the gateway itself says: `/readyz` answers 200. @throws E_GATEWAY with its status and last words */
export async function awaitGateway({ link, progress, declared, server }: Handover): Promise<void> {
  progress.step('gateway: waiting until it is ready');
  const probe = [...ready(declared.openclaw.port).argv, '--output', '/dev/null', '--write-out', '%{http_code}'];
  const result = await link.root(
    `set -uo pipefail
end=$((SECONDS + ${READY_SECONDS})) last=
while [ "$SECONDS" -lt "$end" ]; do
  code=$(${probe.map(quote).join(' ')} 2>/dev/null)
  if [ "$code" = 200 ]; then exit 0; fi
  state=$(systemctl show -P ActiveState ${gatewayUnit})
  now="\${state}, /readyz $code"
  if [ "$now" != "$last" ]; then printf 'at %s\\n' "$now"; last=$now; fi
  if [ "$state" = failed ]; then break; fi
  if [ "$(systemctl show -P NRestarts ${gatewayUnit})" -ge 4 ]; then break; fi
  sleep 0.25
done
systemctl status --no-pager --lines=0 ${gatewayUnit} >&2
journalctl --no-pager --output=cat --lines=25 -u ${gatewayUnit} >&2
exit 1`,
    {
      label: 'waiting for the gateway',
      timeoutMs: (READY_SECONDS + 30) * 1000,
      onLine: (line) => line.startsWith('at ') && progress.detail(line.slice(3)),
    },
  );
  if (result.exitCode === 0) return;
  throw new KitError({
    code: 'E_GATEWAY',
    what: `The OpenClaw gateway on ${server} does not become ready.`,
    why: `its status and last words:\n${quoteRemote(result.stderr, { maxLines: 45 })}`,
    next: `see all of it: sudo journalctl -u ${gatewayUnit}; after a correction run ./sclerite handover ${server} again.`,
  });
}
