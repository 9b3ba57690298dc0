import type { Result, Summary } from './report.ts';

export function summarize(results: readonly Pick<Result, 'status'>[]): Summary {
  const count = (status: Result['status']) => results.filter((result) => result.status === status).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    cannotTell: count('cannot-tell'),
    suppressed: count('suppressed'),
  };
}
