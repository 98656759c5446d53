import type { Tables } from '../../contract/context.ts';
import { probabilityColumns } from '../../contract/prediction-columns.ts';
import type { Finding } from '../../contract/report.ts';
import { hiddenColumns, sqlName, sqlText } from '../../contract/sql.ts';
import type { Predictions } from '../../contract/values.ts';
import { partCase } from './parts.ts';

/** Predictions as numbers, rows with a known class only. */
export interface CodedRows {
  /** Classes of the model, and behind them those it never learned. */
  readonly classes: readonly string[];
  /** Stable row ids. */
  readonly ids: Float64Array;
  /** As `truthfulParts` counts them. */
  readonly parts: Float64Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** By class. */
  readonly probabilities: readonly Float64Array[];
  readonly findings: readonly Finding[];
}

const listOf = (texts: readonly string[]): string => `[${texts.map(sqlText).join(', ')}]::VARCHAR[]`;

const unseenClasses = async (tables: Tables, { table, classes, target }: Predictions) => {
  const rows = await tables.rows(
    `SELECT actual AS class, count(*) AS rows FROM ${table.relation} WHERE actual IS NOT NULL AND NOT list_contains(${listOf(classes)}, actual) GROUP BY actual ORDER BY actual`,
  );
  const names = rows.map((row) => String(row['class']));
  const count = rows.reduce((sum, row) => sum + Number(row['rows']), 0);
  const finding: Finding = {
    code: 'data.unseen-class',
    severity: 'warning',
    message: `${count} rows are of classes that the model never saw in training. They count as wrong.`,
    column: target,
    rows: count,
    examples: names.slice(0, 5),
  };
  return { names, findings: count > 0 ? [finding] : [] };
};

const unknownActual = async (tables: Tables, { table, target }: Predictions): Promise<readonly Finding[]> => {
  const [row] = await tables.rows(
    `SELECT count(*) FILTER (actual IS NULL) AS unknown, count(*) FILTER (actual IS NOT NULL AND predicted IS NULL) AS unpredicted FROM ${table.relation}`,
  );
  const counted = (code: string, count: number, message: string): readonly Finding[] =>
    count > 0 ? [{ code, severity: 'info', message: `${count} ${message}`, column: target, rows: count }] : [];
  const unknown = Number(row?.['unknown'] ?? 0);
  const unpredicted = Number(row?.['unpredicted'] ?? 0);
  return [
    ...counted('data.unknown-actual', unknown, `rows have no “${target}”, so their predictions can't be judged.`),
    ...counted('data.not-predicted', unpredicted, 'rows got no prediction and are left out.'),
  ];
};

/** Brings predictions out of the database as numbers; no row comes as text. */
export const codedRows = async (tables: Tables, predictions: Predictions): Promise<CodedRows> => {
  const { table, classes: known } = predictions;
  const unseen = await unseenClasses(tables, predictions);
  const classes = [...known, ...unseen.names];
  const codeOf = (column: string): string => `(list_position(${listOf(classes)}, ${column}) - 1)::DOUBLE`;
  const names = ['row', 'part', 'actual', 'predicted', ...known.map((_, code) => `p${code}`)];
  const values = [
    '"row"::DOUBLE',
    partCase('part'),
    codeOf('actual'),
    codeOf('predicted'),
    ...probabilityColumns(known).map(sqlName),
  ];
  const columns = values.map((value, at) => `${value} AS ${sqlName(names[at] ?? '')}`);
  const sql = `SELECT ${[...hiddenColumns(table), ...columns].join(', ')} FROM ${table.relation} WHERE actual IS NOT NULL AND predicted IS NOT NULL`;
  const coded = await tables.derive(
    table,
    sql,
    names.map((name) => ({ name, type: 'number', role: 'feature' })),
  );
  const read = (name: string): Promise<Float64Array> => tables.numbers(coded, name);
  const [ids, parts, actual, predicted] = [
    await read('row'),
    await read('part'),
    await read('actual'),
    await read('predicted'),
  ];
  const probabilities: Float64Array[] = [];
  for (const [code] of known.entries()) probabilities.push(await read(`p${code}`));
  for (const _ of unseen.names) probabilities.push(new Float64Array(ids.length));
  const findings = [...(await unknownActual(tables, predictions)), ...unseen.findings];
  return { classes, ids, parts, actual, predicted, probabilities, findings };
};
