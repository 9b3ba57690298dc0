import { z } from 'zod';
import { deepSecurityAudit, version } from '../../openclaw/cli.ts';
import type { InsideJudge } from './judge.ts';

const Audit = z.object({
  summary: z.object({ critical: z.number(), warn: z.number(), info: z.number().optional() }),
  findings: z.array(
    z.looseObject({ severity: z.string(), title: z.string().optional(), checkId: z.string().optional() }),
  ),
});

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
    return {
      summary: `${summary.critical} critical, ${summary.warn} warnings`,
      findings: findings
        .filter(({ severity }) => severity === 'critical' || severity === 'warn')
        .map(({ severity, checkId, title }) => `${severity} ${checkId ?? ''}: ${title ?? ''}`),
    };
  },
};
