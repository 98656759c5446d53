const last = new Map<string, Promise<unknown>>();

/** Whatever writes the books of one store does so one after the other. */
export const inTurn = <T>(store: string, work: () => Promise<T>): Promise<T> => {
  const before = last.get(store) ?? Promise.resolve();
  const done = before.then(work, work);
  last.set(store, done);
  const forget = (): void => {
    if (last.get(store) === done) last.delete(store);
  };
  done.then(forget, forget);
  return done;
};
