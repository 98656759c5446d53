import type { Tables } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Predictions } from '../../../contract/values.ts';
import { codedRows } from '../coded-rows.ts';
import { type MeasuredPart, truthfulParts } from '../parts.ts';
import { valuedRows } from '../valued-rows.ts';

/** One model's predictions of one part, by rising row id. */
export interface Guesses {
  readonly name: string;
  readonly ids: Float64Array;
  /** Class codes or values, the same for all models. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Rows × classes, row-major; empty for values. */
  readonly probabilities: Float64Array;
}

export interface SameRows {
  readonly part: MeasuredPart;
  /** Classes of all models; empty for values. */
  readonly classes: readonly string[];
  readonly models: readonly Guesses[];
}

/** Predictions as they come, classes by their names. */
interface Read {
  readonly name: string;
  readonly classes: readonly string[];
  readonly ids: Float64Array;
  readonly parts: Float64Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly probabilities: readonly Float64Array[];
}

const read = async (tables: Tables, predictions: Predictions, name: string): Promise<Read> =>
  predictions.task === 'classification'
    ? { name, ...(await codedRows(tables, predictions)) }
    : { name, classes: [], probabilities: [], ...(await valuedRows(tables, predictions.table)) };

/** Rows of a part, by rising id. */
const rowsOf = ({ ids, parts }: Read, part: MeasuredPart): Uint32Array => {
  const code = truthfulParts.indexOf(part);
  const rows = Uint32Array.from([...parts.keys()].filter((row) => parts[row] === code));
  return rows.sort((a, b) => (ids[a] as number) - (ids[b] as number));
};

const guessesOf = (one: Read, part: MeasuredPart, classes: readonly string[]): Guesses => {
  const rows = rowsOf(one, part);
  const places = one.classes.map((name) => classes.indexOf(name));
  const coded = (codes: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) =>
      classes.length > 0 ? (places[codes[row] as number] ?? Number.NaN) : (codes[row] as number),
    );
  const probabilities = new Float64Array(rows.length * classes.length);
  for (const [code, column] of one.probabilities.entries())
    for (let at = 0; at < rows.length; at++)
      probabilities[at * classes.length + (places[code] as number)] = column[rows[at] as number] as number;
  return {
    name: one.name,
    ids: Float64Array.from(rows, (row) => one.ids[row] as number),
    actual: coded(one.actual),
    predicted: coded(one.predicted),
    probabilities,
  };
};

const onlyInOne = (one: Float64Array, two: Float64Array): number => {
  const [first, second] = [new Set(one), new Set(two)];
  return one.filter((id) => !second.has(id)).length + two.filter((id) => !first.has(id)).length;
};

/** @throws data.different-rows, data.different-actuals */
const requireSame = (first: Guesses, other: Guesses, part: MeasuredPart): void => {
  const values = { one: first.name, other: other.name };
  const count = onlyInOne(first.ids, other.ids);
  if (count > 0) throw fail('data.different-rows', { values: { ...values, part, count } });
  const differing = first.actual.filter((value, row) => value !== other.actual[row]).length;
  if (differing > 0) throw fail('data.different-actuals', { values: { ...values, count: differing } });
};

/** The part that tells the truth best among those that any model has; all of them must have predicted its rows. */
const partOf = (models: readonly Read[]): MeasuredPart | undefined =>
  truthfulParts.find((_, code) => models.some(({ parts }) => parts.includes(code)));

/** Brings several models' predictions together, row by row. @throws data.no-rows, data.different-rows, data.different-actuals */
export const sameRows = async (
  tables: Tables,
  predictions: readonly Predictions[],
  names: readonly string[],
): Promise<SameRows> => {
  const all: Read[] = [];
  for (const [index, one] of predictions.entries()) all.push(await read(tables, one, names[index] ?? one.name));
  const part = partOf(all);
  const classes = [...new Set(all.flatMap((one) => one.classes))];
  const models = part ? all.map((one) => guessesOf(one, part, classes)) : [];
  const [first, ...others] = models;
  if (!part || !first) throw fail('data.no-rows');
  for (const other of others) requireSame(first, other, part);
  return { part, classes, models };
};
