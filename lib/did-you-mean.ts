/**
 * A question about the candidate closest to a word, such as `Did you mean 'task'?`; else the
 * fallback.
 */
export function didYouMean(word: string, candidates: readonly string[], fallback = ''): string {
  const close = closest(word, candidates);
  return close === undefined ? fallback : `Did you mean '${close}'?`;
}

/** The candidate that a mistyped or unfinished word most likely means. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const most = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= most && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { candidate, distance };
    }
  }
  if (best !== undefined) return best.candidate;
  const begun = candidates.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  return wanted.length > 2 && begun.length === 1 ? begun[0] : undefined;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
export function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + same,
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
