import type { Column } from '../../../contract/column.ts';
import { hiddenColumns, sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { type Encoding, type Encodings, foldSql, type TargetEncoding, targetFolds } from './encoding.ts';

interface Encoded {
  readonly columns: readonly Column[];
  readonly values: readonly string[];
  /** LEFT JOIN of a small table of levels. */
  readonly join: string;
}

/** The SELECT that encodes a table by what was learned, and the columns it gives. */
export const encodeSql = (table: Table, { columns: encodings }: Encodings) => {
  const parts = table.columns.map((column, index): Encoded => {
    const encoding = Object.hasOwn(encodings, column.name) ? encodings[column.name] : undefined;
    if (encoding) return encoded(table, column, { encoding, alias: `l${index}` });
    return { columns: [column], values: [`t.${sqlName(column.name)}`], join: '' };
  });
  const joins = parts.map(({ join }) => join).filter(Boolean);
  const values = [
    ...parts.flatMap(({ values: list }) => list),
    ...hiddenColumns(table).map((name) => `t.${sqlName(name)}`),
  ];
  // A join may change the order in which rows lie.
  const order = joins.length > 0 ? 'ORDER BY t.__row' : '';
  return {
    sql: `SELECT ${values.join(', ')} FROM ${table.relation} AS t ${joins.join(' ')} ${order}`,
    columns: parts.flatMap(({ columns }) => columns),
  };
};

const encoded = (
  table: Table,
  column: Column,
  { encoding, alias }: { readonly encoding: Encoding; readonly alias: string },
): Encoded => {
  const text = `CAST(t.${sqlName(column.name)} AS VARCHAR)`;
  const named = (name: string, type: Column['type']): Column => ({ name, type, role: column.role });
  const as = (sql: string, name: string): string => `${sql} AS ${sqlName(name)}`;
  switch (encoding.method) {
    case 'one-hot':
      return {
        columns: encoding.outputs.map((name) => named(name, 'integer')),
        values: encoding.outputs.map((name, i) =>
          as(`CAST(coalesce(${text} = ${sqlText(encoding.levels[i] ?? '')}, false) AS BIGINT)`, name),
        ),
        join: '',
      };
    case 'hash':
      return {
        columns: encoding.outputs.map((name) => named(name, 'integer')),
        values: encoding.outputs.map((name, i) =>
          as(`CAST(coalesce(md5_number_lower(${text}) % ${encoding.outputs.length} = ${i}, false) AS BIGINT)`, name),
        ),
        join: '',
      };
    case 'ordinal':
    case 'frequency': {
      const unseen = encoding.method === 'frequency' ? '0' : 'NULL';
      const value = `CAST(CASE WHEN ${text} IS NULL THEN NULL ELSE coalesce(${alias}.v, ${unseen}) END AS DOUBLE)`;
      return {
        columns: [named(column.name, 'number')],
        values: [as(value, column.name)],
        join: joinSql(
          encoding.known.map((level, i) => [level, encoding.values[i] ?? 0]),
          { alias, text, names: ['v'] },
        ),
      };
    }
    case 'target':
      return targetEncoded(table, encoding, { text, alias, named });
  }
};

interface Naming {
  readonly text: string;
  readonly alias: string;
  readonly named: (name: string, type: Column['type']) => Column;
}

/** Training rows get the mean of the other folds, all others the mean of all training rows; unseen levels the prior. */
const targetEncoded = (table: Table, encoding: TargetEncoding, { text, alias, named }: Naming): Encoded => {
  const slots = [...Array.from({ length: targetFolds }, (_, fold) => fold), targetFolds];
  const slot = table.split.parts
    ? `CASE WHEN t.__part = 'train' THEN t.fold ELSE ${targetFolds} END`
    : `${targetFolds}`;
  const withFold = slot.replace('t.fold', foldSql.replace('__row', 't.__row'));
  const values = encoding.outputs.map((name, output) => {
    const cases = slots.map((fold) => `WHEN ${fold} THEN ${alias}.v${output}_${fold}`);
    const prior = Number(encoding.prior[output] ?? 0);
    return `CAST(coalesce(CASE ${withFold} ${cases.join(' ')} END, ${prior}) AS DOUBLE) AS ${sqlName(name)}`;
  });
  const rows = encoding.known.map((level, i): readonly [string, ...number[]] => [
    level,
    ...encoding.outputs.flatMap((_, output) => slots.map((fold) => leftOutMean(encoding, { output, level: i, fold }))),
  ]);
  const names = encoding.outputs.flatMap((_, output) => slots.map((fold) => `v${output}_${fold}`));
  return {
    columns: encoding.outputs.map((name) => named(name, 'number')),
    values,
    join: joinSql(rows, { alias, text, names }),
  };
};

/** Smoothed mean of a level over all folds but one; over all where `fold` is none of them. */
const leftOutMean = (
  { rows, sums, prior, smoothing }: TargetEncoding,
  { output, level, fold }: { readonly output: number; readonly level: number; readonly fold: number },
): number => {
  const others = (values: readonly number[]): number =>
    values.reduce((sum, value, index) => (index === fold ? sum : sum + value), 0);
  const count = others(rows[level] ?? []);
  const sum = others(sums[output]?.[level] ?? []);
  const mean = prior[output] ?? 0;
  return count + smoothing > 0 ? (sum + smoothing * mean) / (count + smoothing) : mean;
};

const joinSql = (
  rows: readonly (readonly [string, ...number[]])[],
  { alias, text, names }: { readonly alias: string; readonly text: string; readonly names: readonly string[] },
): string => {
  const body = rows.map(
    ([level, ...values]) => `(${[sqlText(level), ...values.map((v) => `${Number(v)}::DOUBLE`)].join(', ')})`,
  );
  const nothing = `SELECT NULL::VARCHAR, ${names.map(() => 'NULL::DOUBLE').join(', ')} WHERE false`;
  const source = body.length > 0 ? `VALUES ${body.join(', ')}` : nothing;
  return `LEFT JOIN (${source}) AS ${alias}(level, ${names.join(', ')}) ON ${alias}.level = ${text}`;
};
