import { usageError } from '../policy/errors.ts';

/** For verbs about a single server: the one that was named, or the only one there is. @throws E_USAGE (64) */
export function oneServer(verb: string, chosen: readonly string[]): string {
  const [server, ...more] = chosen;
  if (server !== undefined && more.length === 0) return server;
  throw usageError({
    what: `sclerite ${verb} is about one server, and these are ${chosen.length}: ${chosen.join(', ')}.`,
    why: 'it cannot be guessed which one is meant.',
    next: `for example: ./sclerite ${verb} ${server}`,
  });
}
