import { closest } from '../policy/closest.ts';

/** `did you mean "nbg1"?`, or the list itself when nothing is close. */
export function suggestion(word: string, known: readonly string[]): string {
  const guess = near(word, known);
  return guess === undefined ? `known are ${known.join(', ')}` : `did you mean "${guess}"?`;
}

/** The known word that was probably meant: one that goes on where this one stops, else the one with the fewest typos. */
export function near(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  return (
    known.find((candidate) => lower.length >= 3 && candidate.toLowerCase().startsWith(lower)) ?? closest(word, known)
  );
}
