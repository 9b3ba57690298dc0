import { secretsAudit } from '../openclaw/cli.ts';
import { configFile } from '../openclaw/paths.ts';
import { openclawJson, SLOWEST_SECONDS } from './_openclaw-cli.ts';
import { defineFact, Unreadable } from './fact.ts';

export interface SecretFinding {
  /** `PLAINTEXT_FOUND`, `REF_UNRESOLVED`, `REF_SHADOWED`, … */
  readonly code: string;
  readonly file: string;
  /** Where in the file; '' when it is the whole. Never the value. */
  readonly jsonPath: string;
}

export interface SecretsAudit {
  readonly status: 'clean' | 'findings' | 'unresolved';
  readonly findings: readonly SecretFinding[];
}

/**
 * What `openclaw secrets audit --check` finds in OpenClaw's config and state: secrets in plain text, references that lead
 * nowhere. 2 s.
 *
 * Blind spot: with the gateway stopped its secrets are gone, and every reference is unresolved.
 */
export const openclawSecretsAudit = defineFact<SecretsAudit>({
  title: "findings of OpenClaw's own search for secrets",
  speed: 'slow',
  dependsOn: [configFile],
  source: () => ({ kind: 'command', argv: secretsAudit.argv, timeout: SLOWEST_SECONDS }),
  parse(reading) {
    const { status, findings } = openclawJson(reading) as { status?: unknown; findings?: Partial<SecretFinding>[] };
    if ((status !== 'clean' && status !== 'findings' && status !== 'unresolved') || !Array.isArray(findings)) {
      throw new Unreadable(`openclaw secrets audit says ${JSON.stringify(status)}, which is not understood`);
    }
    return {
      status,
      // Its messages are left out: what they quote is not ours to know.
      findings: findings.map(({ code = '(no code)', file = '', jsonPath = '' }) => ({ code, file, jsonPath })),
    };
  },
});
