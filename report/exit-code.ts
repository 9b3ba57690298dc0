import type { Report, Result } from './report.ts';

/**
 * Exit codes of every verb. 1 is Node's own for an uncaught error: a crash must never look like a finding. 2 is what
 * `terraform plan -detailed-exitcode` uses for a difference. 64 is EX_USAGE.
 */
export const EXIT = { ok: 0, broke: 1, failed: 2, cannotTell: 3, usage: 64 } as const;

/** The first of 64, 1, 2, 3 that applies wins: a later and milder result never softens an earlier one. */
export function exitCode(results: readonly Pick<Result, 'status'>[], broke = false): Report['exitCode'] {
  if (results.length === 0) return EXIT.usage;
  if (broke) return EXIT.broke;
  if (results.some((result) => result.status === 'fail')) return EXIT.failed;
  if (results.some((result) => result.status === 'cannot-tell')) return EXIT.cannotTell;
  return EXIT.ok;
}
