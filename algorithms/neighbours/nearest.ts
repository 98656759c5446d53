/**
 * Indices of the `k` rows nearest to one, nearest first; of equally near ones the first. Rows whose distance is NaN are no
 * neighbours, so there may be fewer than `k`.
 * @param distance of each of `rows` rows; for squared distances the order is the same.
 */
export const nearest = (rows: number, k: number, distance: (row: number) => number): readonly number[] => {
  const found: number[] = [];
  const distances: number[] = [];
  for (let row = 0; row < rows; row++) {
    const own = distance(row);
    if (Number.isNaN(own) || (found.length === k && own >= (distances[k - 1] as number))) continue;
    let place = found.length;
    while (place > 0 && own < (distances[place - 1] as number)) place--;
    found.splice(place, 0, row);
    distances.splice(place, 0, own);
    if (found.length <= k) continue;
    found.pop();
    distances.pop();
  }
  return found;
};
