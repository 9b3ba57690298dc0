import { closest, distance } from 'fastest-levenshtein';

/** The known word that was probably meant; undefined: none is close enough to be worth a guess. */
export function near(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const extended = known.find((candidate) => lower.length >= 3 && candidate.toLowerCase().startsWith(lower));
  const best = extended ?? closest(lower, [...known]);
  return extended || distance(lower, best.toLowerCase()) <= Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3)) ? best : undefined;
}

/** `did you mean "nbg1"?`, or the list itself when nothing is close. */
export function suggestion(word: string, known: readonly string[]): string {
  const guess = near(word, known);
  return guess === undefined ? `known are ${known.join(', ')}` : `did you mean "${guess}"?`;
}
