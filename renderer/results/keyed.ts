export interface Keyed<T> {
  readonly key: string;
  readonly item: T;
  readonly index: number;
}

/** Keys for a list whose names may repeat: the second `a` is `a 2`. */
export const keyed = <T>(list: readonly T[], nameOf: (item: T) => string): readonly Keyed<T>[] => {
  const seen = new Map<string, number>();
  return list.map((item, index) => {
    const name = nameOf(item);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { key: count === 1 ? name : `${name} ${count}`, item, index };
  });
};
