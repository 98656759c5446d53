import type { Column } from '../../contract/column.ts';
import { fail } from '../../contract/problem.ts';
import { sqlName } from '../../contract/sql.ts';
import type { GoldenRows, Model, Table } from '../../contract/values.ts';
import { inSilence } from './in-silence.ts';
import { predictRows } from './predict-table.ts';
import type { LearningServices, LearningStep } from './services.ts';

const goldenCount = 20;

/** Results of TensorFlow's backends differ in the last digits of a float; all other learners count in doubles. */
const tolerances = { tensors: 1e-4, own: 1e-12 } as const;

/** As text, every value comes back as it was: numbers in their shortest form that round-trips. */
const textRows = async (step: LearningStep, raw: Table, columns: readonly Column[]): Promise<GoldenRows['rows']> => {
  const cells = columns.map(({ name }, index) => `CAST(${sqlName(name)} AS VARCHAR) AS c${index}`);
  const rows = await step.context.tables.rows(
    `SELECT ${cells.join(', ')} FROM ${raw.relation}
     WHERE __row IN (SELECT __row FROM ${raw.relation} ORDER BY hash(__row), __row LIMIT ${goldenCount}) ORDER BY __row`,
  );
  return rows.map((row) => columns.map((_, index) => (row[`c${index}`] ?? null) as string | null));
};

const answers = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
  { columns, rows }: Pick<GoldenRows, 'columns' | 'rows'>,
): Promise<GoldenRows['expected']> => {
  const texts = columns.map((name): Column => ({ name, type: 'text', role: 'feature' }));
  const quiet = inSilence(step);
  const table = await quiet.context.tables.fromRows(texts, rows);
  const { values } = await predictRows(services, quiet, model, table);
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
};

/** Some rows as the source gave them, and what the model makes of them now. */
export const goldenRows = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
  raw: Table,
): Promise<GoldenRows> => {
  const columns = [...model.rawColumns, ...model.optionalColumns];
  const rows = await textRows(step, raw, columns);
  const names = columns.map(({ name }) => name);
  return { columns: names, rows, expected: await answers(services, step, model, { columns: names, rows }) };
};

/** The same rows, with what a changed model makes of them. */
export const goldenAgain = async (services: LearningServices, step: LearningStep, model: Model): Promise<Model> =>
  model.golden
    ? { ...model, golden: { ...model.golden, expected: await answers(services, step, model, model.golden) } }
    : model;

const isSame = (a: number | null, b: number | null, tolerance: number): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b)));

/** Sees to it that a model does here what it did where it was made. @throws file.damaged */
export const verifyGolden = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
  path: string,
): Promise<void> => {
  const { golden } = model;
  if (!golden) throw fail('file.damaged', { values: { path, reason: 'it has no rows to check it by' } });
  const given = await answers(services, step, model, golden);
  const node = services.nodes[model.learner.type];
  const tolerance = node?.role === 'learner' && node.tensors ? tolerances.tensors : tolerances.own;
  const wrong = golden.expected.filter((value, at) => !isSame(value, given[at] ?? null, tolerance)).length;
  if (wrong > 0 || given.length !== golden.expected.length)
    throw fail('file.damaged', {
      values: {
        path,
        reason: `${wrong} of the ${golden.expected.length} answers that it is checked by come out differently`,
      },
    });
};
