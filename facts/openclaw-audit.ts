import { securityAudit } from '../openclaw/cli.ts';
import { configFile } from '../openclaw/paths.ts';
import { openclawJson, SLOWEST_SECONDS } from './_openclaw-cli.ts';
import { defineFact, Unreadable } from './fact.ts';

export interface AuditFinding {
  readonly checkId: string;
  readonly severity: 'critical' | 'warn';
  readonly title: string;
}

/** What `openclaw security audit` finds, without its remarks (severity info). 5 s; it exits with 0 whatever it finds. */
export const openclawAudit = defineFact<readonly AuditFinding[]>({
  title: "findings of OpenClaw's own security audit",
  speed: 'slow',
  dependsOn: [configFile],
  source: () => ({ kind: 'command', argv: securityAudit.argv, timeout: SLOWEST_SECONDS }),
  parse(reading) {
    const { summary, findings } = openclawJson(reading) as {
      summary?: { critical?: unknown; warn?: unknown };
      findings?: (Omit<AuditFinding, 'severity'> & { severity: string })[];
    };
    if (!Array.isArray(findings)) throw new Unreadable('openclaw security audit printed no list of findings');
    const serious = findings.filter(
      (finding): finding is AuditFinding => finding.severity === 'critical' || finding.severity === 'warn',
    );
    // The summary counts apart: when the two disagree, something is there that we do not see.
    if (Number(summary?.critical) + Number(summary?.warn) !== serious.length) {
      throw new Unreadable(
        `openclaw security audit counts ${summary?.critical} critical and ${summary?.warn} warn, and lists ${serious.length}`,
      );
    }
    return serious.map(({ checkId, severity, title }) => ({ checkId, severity, title }));
  },
});
