import { execPolicy } from '../openclaw/cli.ts';
import { configFile } from '../openclaw/paths.ts';
import { openclawJson, SLOWEST_SECONDS } from './_openclaw-cli.ts';
import { defineFact, Unreadable } from './fact.ts';

export interface ExecScope {
  /** `tools.exec`, or an agent's own. */
  readonly scope: string;
  readonly agent: string;
  /** `deny`, `allowlist`, `full`: what the config and the host's own approvals leave together. */
  readonly security: string;
}

/**
 * What the agent may really execute: the config met with the approvals that are kept in the state (`openclaw exec-policy show`).
 * 4 s.
 *
 * Blind spot: `/exec` in a running session may widen it for that session, within the host's approvals.
 */
export const openclawExecPolicy = defineFact<readonly ExecScope[]>({
  title: 'what the agent may execute',
  speed: 'slow',
  dependsOn: [configFile],
  source: () => ({ kind: 'command', argv: execPolicy.argv, timeout: SLOWEST_SECONDS }),
  parse(reading) {
    const { effectivePolicy } = openclawJson(reading) as {
      effectivePolicy?: { scopes?: { scopeLabel?: string; agentId?: string; security?: { effective?: string } }[] };
    };
    const scopes = effectivePolicy?.scopes ?? [];
    if (scopes.length === 0 || scopes.some(({ security }) => typeof security?.effective !== 'string')) {
      throw new Unreadable('openclaw exec-policy names no effective policy');
    }
    return scopes.map(({ scopeLabel = '', agentId = '', security }) => ({
      scope: scopeLabel,
      agent: agentId,
      security: security?.effective as string,
    }));
  },
});
