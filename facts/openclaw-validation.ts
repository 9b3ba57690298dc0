import { configValidate } from '../openclaw/cli.ts';
import { configFile } from '../openclaw/paths.ts';
import { openclawJson, SLOWEST_SECONDS } from './_openclaw-cli.ts';
import { defineFact, Unreadable } from './fact.ts';

export interface OpenclawValidation {
  readonly valid: boolean;
  /** `path: message` of each mistake. The messages are OpenClaw's own; they name values only where those are choices. */
  readonly issues: readonly string[];
  readonly warnings: readonly string[];
}

/** What OpenClaw itself says about its config (`openclaw config validate`). 2 s. */
export const openclawValidation = defineFact<OpenclawValidation>({
  title: "OpenClaw's judgement of its config",
  speed: 'slow',
  dependsOn: [configFile],
  source: () => ({ kind: 'command', argv: configValidate.argv, timeout: SLOWEST_SECONDS }),
  parse(reading) {
    const answer = openclawJson(reading) as {
      valid?: unknown;
      issues?: { path?: string; message?: string }[];
      warnings?: unknown[];
    };
    if (typeof answer.valid !== 'boolean')
      throw new Unreadable('openclaw config validate does not say whether it is valid');
    return {
      valid: answer.valid,
      issues: (answer.issues ?? []).map(({ path, message }) => `${path || '(root)'}: ${message}`),
      warnings: (answer.warnings ?? []).map((warning) =>
        typeof warning === 'string' ? warning : ((warning as { message?: string }).message ?? JSON.stringify(warning)),
      ),
    };
  },
});
