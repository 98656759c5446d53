import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { choose, countLevels, type Levels, mergedSql, sortOut } from './levels.ts';
import { type RareParams, rareParams } from './params.ts';
import { reportLevels, reportVariants } from './report-levels.ts';
import { suggestMerges } from './suggest-merges.ts';

type Learned = { readonly columns: Readonly<Record<string, Levels>> };

const unordered = ({ levels: _, ...column }: Column): Column => column;

const levelSql = (column: string, { kept }: Levels, settings: RareParams): string => {
  const merged = mergedSql(column, settings);
  const stays = kept.length > 0 ? `WHEN ${merged} IN (${kept.map(sqlText).join(', ')}) THEN ${merged}` : '';
  return `CASE WHEN ${sqlName(column)} IS NULL THEN NULL ${stays} ELSE ${sqlText(settings.other)} END`;
};

/** An order of levels stays for those that do, with the rest at its end. */
const outgoing = (column: Column, { kept }: Levels, { other }: RareParams): Column =>
  column.levels
    ? { ...column, levels: [...column.levels.filter((level) => level !== other && kept.includes(level)), other] }
    : column;

export default defineTransform({
  kind: 'fitted',
  title: 'Rare levels',
  description: 'Puts rare levels of a category together, and merges spellings of the same',
  keywords: ['category', 'infrequent', 'lump', 'other', 'cardinality', 'typo', 'merge levels'],
  icon: 'combine',
  telling: ['minShare', 'maxLevels'],
  version: 1,
  params: rareParams,
  suggests: {
    title: 'Find spellings of the same',
    description: 'Levels that differ only in case, accents, spaces or signs, with the commonest spelling to become.',
    param: 'merge',
    suggest: suggestMerges,
  },
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const { chosen, gone } = choose(input.columns, settings);
    const columns = input.columns.map((column) => (chosen.includes(column) ? unordered(column) : column));
    return { outputs: { table: { ...input, columns } }, problems: goneProblems(gone, 'columns') };
  },
  fit: async (table, settings, ctx): Promise<Learned> => {
    const columns: [string, Levels][] = [];
    for (const { name } of choose(table.columns, settings).chosen) {
      ctx.signal.throwIfAborted();
      const counts = await countLevels(table, name, { settings, ctx });
      reportVariants(name, counts, ctx);
      columns.push([name, sortOut(counts, settings)]);
    }
    return { columns: Object.fromEntries(columns) };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    const learned = new Map(Object.entries(state.columns));
    const replaced: string[] = [];
    for (const { name } of table.columns) {
      const levels = learned.get(name);
      if (!levels) continue;
      ctx.signal.throwIfAborted();
      await reportLevels(table, name, { ...levels, settings, ctx });
      replaced.push(`${levelSql(name, levels, settings)} AS ${sqlName(name)}`);
    }
    if (replaced.length === 0) return { table };
    const columns = table.columns.map((column) => {
      const levels = learned.get(column.name);
      return levels ? outgoing(column, levels, settings) : column;
    });
    const sql = `SELECT * REPLACE (${replaced.join(', ')}) FROM ${table.relation}`;
    return { table: await ctx.tables.derive(table, sql, columns) };
  },
});
