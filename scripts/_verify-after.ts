import { controls } from '../controls/index.ts';
import { hetznerApi } from '../edges/hetzner.ts';
import type { Identity } from '../edges/ssh-identity.ts';
import type { Handover } from '../handover/context.ts';
import packageJson from '../package.json' with { type: 'json' };
import { formatError } from '../policy/errors.ts';
import { human } from '../report/human.ts';
import type { Report } from '../report/report.ts';
import { realEyes } from '../verify/eyes.ts';
import { observe } from '../verify/observe.ts';
import { targetOf } from '../verify/targets.ts';
import { buildReport, type Observation } from '../verify/verify.ts';

/** What cannot be told is no reason to fail a deploy: the report says it, and `verify` ends with 3. A failed control is. */
export async function verifyAfter(handover: Handover, identity: Identity): Promise<0 | 1 | 2> {
  const { server, progress } = handover;
  const begun = performance.now();
  const { report, broke } = judged(await look(handover, identity), begun);
  const { pass, fail, cannotTell, suppressed } = report.servers[0]?.summary ?? {
    pass: 0,
    fail: 0,
    cannotTell: 0,
    suppressed: 0,
  };
  progress.step(`verified: ${pass} passed, ${fail} failed, ${cannotTell} could not be told, ${suppressed} suppressed`);
  if (fail > 0) process.stderr.write(human(report));
  else if (cannotTell > 0)
    progress.warn(`${cannotTell} controls could not be told: ./sclerite verify ${server} says why`);
  return broke ? 1 : fail > 0 ? 2 : 0;
}

/** The server as verify sees it. Why it could not be looked at goes to stderr. */
export async function look({ config, state, server }: Handover, identity: Identity): Promise<readonly Observation[]> {
  const eyes = realEyes(identity, hetznerApi(process.env));
  const { observations, problems } = await observe([targetOf(config, state, server)], eyes, false);
  for (const problem of problems) process.stderr.write(`${formatError(problem)}\n`);
  return observations;
}

/** @param begun milliseconds, as performance.now() gave them */
export function judged(
  observations: readonly Observation[],
  begun: number,
): { readonly report: Report; readonly broke: boolean } {
  const durationMs = Math.round(performance.now() - begun);
  const { report, broke } = buildReport(observations, controls, { version: packageJson.version, durationMs });
  for (const { id, broke: error } of broke) process.stderr.write(`${id}: ${formatError(error)}\n`);
  return { report, broke: broke.length > 0 };
}
