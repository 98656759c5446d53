import { appendTo, readRecords } from './ledger.ts';

export const looksFile = 'test-looks.ndjson';

/** Somebody saw how well a model does on test rows. */
export interface TestLook {
  /** Names the test rows: equal rows with equal targets, equal name. */
  readonly test: string;
  /** Names what was predicted for them; a model that is fitted again from the same settings predicts the same. */
  readonly model: string;
}

const looksIn = (store: string): Promise<readonly TestLook[]> => readRecords<TestLook>(store, looksFile);

/** Notes looks that are new. A ledger that can't be written never costs a result. */
export const recordLooks = async (store: string, looks: readonly TestLook[]): Promise<void> => {
  const known = new Set((await looksIn(store)).map(({ test, model }) => `${test} ${model}`));
  for (const look of looks)
    if (!known.has(`${look.test} ${look.model}`))
      await appendTo(store, looksFile, { at: Date.now(), ...look }).catch(() => undefined);
};

/** How many different models have been seen on these test rows; of several sets of rows, on the one that was seen most. */
export const countLooks = async (store: string, tests: readonly string[]): Promise<number> => {
  const models = new Map<string, Set<string>>(tests.map((test) => [test, new Set()]));
  for (const { test, model } of await looksIn(store)) models.get(test)?.add(model);
  return Math.max(0, ...[...models.values()].map(({ size }) => size));
};
