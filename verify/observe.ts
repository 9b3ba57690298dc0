import type { KitError } from '../policy/errors.ts';
import { gather } from './gather.ts';
import type { Eyes, Target } from './target.ts';
import type { Observation } from './verify.ts';

/** Looks at all servers at once. `problems`: why a server could not be looked at from inside, for stderr. */
export async function observe(
  targets: readonly Target[],
  eyes: Eyes,
  fresh: boolean,
): Promise<{ readonly observations: readonly Observation[]; readonly problems: readonly KitError[] }> {
  const startedAt = new Date().toISOString();
  const seen = await Promise.all(
    targets.map(async (target) => {
      const { problem, ...gathered } = await gather(target, eyes, fresh);
      const { declared, suppressions, address, image } = target;
      return { problem, observation: { declared, suppressions, address, image, startedAt, gathered } };
    }),
  );
  return {
    observations: seen.map(({ observation }) => observation),
    problems: seen.flatMap(({ problem }) => (problem ? [problem] : [])),
  };
}
