import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { checkConversions } from './check-conversions.ts';
import { type Conversion, convert } from './convert.ts';
import { convertedCells } from './converted-cells.ts';
import { type TypesParams, typesParams } from './params.ts';

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const conversionsOf = (columns: readonly Column[], settings: TypesParams): readonly Conversion[] =>
  columns.flatMap((column) => {
    const levels = own(settings.levels, column.name);
    const type = own(settings.types, column.name) ?? (levels ? 'category' : undefined);
    return type ? [convert(column, { type, levels, format: own(settings.formats, column.name) })] : [];
  });

const goneOf = (columns: readonly Column[], settings: TypesParams): readonly string[] => {
  const names = new Set(columns.map(({ name }) => name));
  return [settings.types, settings.formats, settings.levels]
    .flatMap((record) => Object.keys(record))
    .filter((name) => !names.has(name));
};

const converted = (columns: readonly Column[], conversions: readonly Conversion[]): readonly Column[] => {
  const types = new Map(conversions.map(({ from, to }) => [from.name, to]));
  return columns.map((column) => types.get(column.name) ?? column);
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
    await checkConversions(table, conversions, { strict: settings.onFailure === 'fail', ctx });
    const sql = convertedCells(table, conversions);
    const columns = converted(table.columns, conversions);
    return {
      table: conversions.every(({ isWritten }) => isWritten)
        ? await ctx.tables.amend(table, sql, { touch: columns.map(({ name }) => ({ of: name })), columns })
        : await ctx.tables.derive(table, sql, columns),
    };
  },
});
