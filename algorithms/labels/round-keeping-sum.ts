/** Whole numbers near `values` whose sum is the rounded sum of them: those that rounding moved most go back, first ones first. */
export const roundKeepingSum = (values: Float64Array): Float64Array => {
  const rounded = values.map(Math.round);
  const sum = (list: Float64Array): number => list.reduce((total, value) => total + value, 0);
  let lacking = Math.round(sum(values)) - sum(rounded);
  const step = Math.sign(lacking);
  const moved = (at: number): number => ((values[at] as number) - (rounded[at] as number)) * step;
  const order = Array.from(values.keys()).sort((a, b) => moved(b) - moved(a) || a - b);
  for (const at of order) {
    if (lacking === 0) break;
    rounded[at] = (rounded[at] as number) + step;
    lacking -= step;
  }
  return rounded;
};
