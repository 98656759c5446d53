const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** Names longer than this are not compared: the work goes by the product of both lengths. */
const longest = 60;

/**
 * The name that somebody who wrote `name` may have meant, by edit distance (Levenshtein 1966) without regard to case;
 * undefined where none is near.
 */
export const nearestName = (name: string, among: readonly string[]): string | undefined => {
  const wanted = name.toLowerCase();
  if (wanted.length > longest) return undefined;
  const near = among
    .filter((other) => other.length <= longest)
    .slice(0, 2000)
    .map((other) => ({ other, far: distance(wanted, other.toLowerCase()) }))
    .filter(({ other, far }) => far <= Math.max(1, Math.round(Math.max(other.length, wanted.length) / 2.5)));
  return near.sort((a, b) => a.far - b.far)[0]?.other;
};

/** “ Did you mean “price”?”, or nothing. */
export const didYouMean = (name: string, among: readonly string[]): string => {
  const near = nearestName(name, among);
  return near === undefined ? '' : `; did you mean “${near}”?`;
};
