import { z } from 'zod';

/** The state file cannot be read or understood. Nothing was written, moved or started. */
export class StateDamaged extends Error {
  readonly code = 'E_LAB_STATE_DAMAGED';

  constructor(path: string, previous: string, cause: unknown) {
    super(
      [
        `Cannot use the lab's state file ${path}.  [E_LAB_STATE_DAMAGED]`,
        `  Why:  ${reason(cause)}`,
        '  Next: it was left untouched. Repair it, or copy the last state that could be read over it:',
        `          cp ${previous} ${path}`,
        `        or move it aside (mv ${path} ${path}.damaged) and begin with an empty lab;`,
        '        `lab down` then removes the machines that are still running.',
      ].join('\n'),
      { cause },
    );
    this.name = 'StateDamaged';
  }
}

function reason(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    return cause.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; ');
  }
  return cause instanceof Error ? cause.message : String(cause);
}
