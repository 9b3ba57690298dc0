import { z } from 'zod';
import { deepSecurityAudit, version } from '../../openclaw/cli.ts';
import type { InsideJudge } from './judge.ts';

const Audit = z.object({
  summary: z.object({ critical: z.number(), warn: z.number(), info: z.number().optional() }),
  findings: z.array(
    z.looseObject({
      severity: z.string(),
      title: z.string().default(''),
      checkId: z.string().default(''),
      detail: z.string().default(''),
    }),
  ),
});

/** Its probe has the token and no device that a person approved: such a client may connect, and ask nothing. */
const NO_SCOPE = 'missing scope: operator.read';
const WHY =
  'The audit’s own client was never approved as a device, and nothing approves one by itself here (openclaw.pairing-manual).';

const line = (argv: readonly string[]) => argv.map((word) => `'${word}'`).join(' ');

/** OpenClaw about itself, the running gateway included. Its exit code is 0 whatever it finds. */
export const openclawAudit: InsideJudge = {
  ...{ id: 'openclaw-audit', tool: 'openclaw security audit --deep', place: 'inside', limitSeconds: 120 },
  asks: 'OpenClaw’s own settings, files and running gateway',
  command: 'openclaw security audit --deep --json',
  script: () => `set -euo pipefail
printf 'version: %s\\n' "$(${line(version.argv)} | awk '{print $2}')"
${line(deepSecurityAudit.argv)}
`,
  read({ stdout }) {
    const { summary, findings } = Audit.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))));
    const grave = findings
      .filter(({ severity }) => severity === 'critical' || severity === 'warn')
      .map(({ severity, checkId, title, detail }) => ({
        words: `${severity} ${checkId}: ${title} (${detail})`,
        isAccepted: checkId === 'gateway.probe_failed' && detail === NO_SCOPE,
      }));
    return {
      summary: `${summary.critical} critical, ${summary.warn} warnings`,
      findings: grave.filter(({ isAccepted }) => !isAccepted).map(({ words }) => words),
      accepted: grave.filter(({ isAccepted }) => isAccepted).map(({ words }) => `${words}. ${WHY}`),
    };
  },
};
