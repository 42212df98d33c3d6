// "Did you mean": the word that somebody who mistyped had in mind.

/** The word that is nearest to a text, where one is near enough. */
export function nearest(text: string, words: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(text.length / 3));
  const near = [...words]
    .map((word) => ({ word, steps: stepsBetween(text.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, steps }) => steps <= most || (text.length > 1 && word.startsWith(text)))
    .sort((one, other) => one.steps - other.steps);
  return near[0]?.word;
}

/** ` (did you mean X?)`, or nothing. */
export function meant(text: string, words: Iterable<string>): string {
  const word = nearest(text, words);
  return word === undefined ? "" : ` (did you mean ${word}?)`;
}

/** How many letters have to be put in, taken out, replaced, or swapped with their neighbour. */
function stepsBetween(one: string, other: string): number {
  let before: number[] = [], row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, changed);
      const isSwap = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}
