import { controls } from '../../controls/index.ts';
import { hetznerApi } from '../../edges/hetzner.ts';
import { findIdentity } from '../../edges/ssh-identity.ts';
import type { Result } from '../../report/report.ts';
import { openContext } from '../../scripts/_context.ts';
import { realEyes } from '../../verify/eyes.ts';
import { observe } from '../../verify/observe.ts';
import { targetOf } from '../../verify/targets.ts';
import { buildReport } from '../../verify/verify.ts';
import type { OwnLab } from '../own-lab.ts';

/**
 * What `./sclerite verify` does, without the start of a process: every control of one server, judged.
 *
 * @throws why the server could not be looked at: a hundred times "cannot tell" would not say it
 */
export async function look(lab: OwnLab, server: string, fresh = false): Promise<readonly Result[]> {
  const { config, state } = await openContext({ config: lab.env.SCLERITE_CONFIG, env: lab.env });
  const eyes = realEyes(await findIdentity(config.operators, { agentSocket: '' }), hetznerApi(lab.env));
  const { observations, problems } = await observe([targetOf(config, state, server)], eyes, fresh);
  if (problems[0]) throw problems[0];
  const { report, broke } = buildReport(observations, controls, { version: 'test', durationMs: 0 });
  if (broke.length > 0) throw broke[0]?.broke;
  return report.servers[0]?.results ?? [];
}

/** `ssh.password-auth-off: pass`, one line a control: what two looks are compared by. */
export const verdicts = (results: readonly Result[]): string[] => results.map(({ id, status }) => `${id}: ${status}`);

/** Whatever turned since the baseline. What was not meant to turn says why: that is lost when the machine is gone. */
export function turned(results: readonly Result[], baseline: readonly string[], meant: string): string[] {
  return results.flatMap((result) => {
    const [line = ''] = verdicts([result]);
    if (baseline.includes(line)) return [];
    const why = [result.because, ...result.evidence].filter((text) => text !== undefined).join('; ');
    return [result.id === meant ? line : `${line} (${why})`];
  });
}
