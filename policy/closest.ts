import { distance } from 'fastest-levenshtein';

/**
 * The known word that was probably meant, or undefined when none is near: a third of the letters may be wrong, so that a
 * far-fetched guess is not offered as help.
 */
export function closest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  const [best] = ranked;
  if (best === undefined) return undefined;
  return best.steps <= Math.max(1, Math.ceil(best.candidate.length / 3)) ? best.candidate : undefined;
}
