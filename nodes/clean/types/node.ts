import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { fail } from '../../../contract/problem.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { type Conversion, convert } from './convert.ts';
import { type TypesParams, typesParams } from './params.ts';

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const conversionsOf = (columns: readonly Column[], settings: TypesParams): readonly Conversion[] =>
  columns.flatMap((column) => {
    const levels = own(settings.levels, column.name);
    const type = own(settings.types, column.name) ?? (levels ? 'category' : undefined);
    return type ? [convert(column, { type, levels, format: own(settings.formats, column.name) })] : [];
  });

const goneOf = (columns: readonly Column[], settings: TypesParams): readonly string[] =>
  [settings.types, settings.formats, settings.levels]
    .flatMap((record) => Object.keys(record))
    .filter((name) => !columns.some((column) => column.name === name));

const converted = (columns: readonly Column[], conversions: readonly Conversion[]): readonly Column[] =>
  columns.map((column) => conversions.find(({ from }) => from.name === column.name)?.to ?? column);

/** Counts what could not be converted; some of it as examples. */
const checkConversion = async (
  table: Table,
  conversion: Conversion,
  { settings, ctx }: { readonly settings: TypesParams; readonly ctx: NodeContext },
): Promise<void> => {
  const { from, to, sql } = conversion;
  const failed = `${sqlName(from.name)} IS NOT NULL AND (${sql}) IS NULL`;
  const found = await ctx.tables.rows(
    `SELECT CAST(${sqlName(from.name)} AS VARCHAR) AS value, count(*) AS n, sum(count(*)) OVER () AS total
     FROM ${table.relation} WHERE ${failed} GROUP BY ALL ORDER BY n DESC, value LIMIT 5`,
  );
  const rows = Number(found[0]?.['total'] ?? 0);
  if (rows === 0) return;
  const examples = found.map((row) => String(row['value']));
  if (settings.onFailure === 'fail')
    throw fail('data.conversion-failed', {
      column: from.name,
      values: { count: rows, type: to.type, examples: examples.join(', ') },
    });
  ctx.finding({
    code: 'data.conversion-failed',
    severity: 'warning',
    message: `${rows} values of “${from.name}” could not be read as ${to.type} and became missing.`,
    column: from.name,
    rows,
    examples,
  });
};

export default defineTransform({
  kind: 'row',
  title: 'Types',
  description: 'Converts columns to other types and counts what cannot be converted',
  keywords: ['convert', 'cast', 'astype', 'to_numeric', 'to_datetime', 'dtype', 'ordered levels'],
  icon: 'replace',
  telling: ['types'],
  version: 1,
  params: typesParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const columns = converted(input.columns, conversionsOf(input.columns, settings));
    return {
      outputs: { table: { ...input, columns } },
      problems: goneProblems(goneOf(input.columns, settings), 'types'),
    };
  },
  apply: async (table, _, settings, ctx) => {
    reportGone(goneOf(table.columns, settings), ctx);
    const conversions = conversionsOf(table.columns, settings);
    for (const conversion of conversions) await checkConversion(table, conversion, { settings, ctx });
    const values = table.columns.map(({ name }) => {
      const conversion = conversions.find(({ from }) => from.name === name);
      return conversion ? `${conversion.sql} AS ${sqlName(name)}` : sqlName(name);
    });
    const sql = `SELECT ${[...values, ...hiddenColumns(table).map(sqlName)].join(', ')} FROM ${table.relation}`;
    const columns = converted(table.columns, conversions);
    return {
      table: conversions.every(({ isWritten }) => isWritten)
        ? await ctx.tables.amend(table, sql, { touch: columns.map(({ name }) => ({ of: name })), columns })
        : await ctx.tables.derive(table, sql, columns),
    };
  },
});
