import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { levelledCells } from './levelled-cells.ts';
import { choose, countLevels, type Levels, sortOut } from './levels.ts';
import { type RareParams, rareParams } from './params.ts';
import { reportLevels, reportVariants } from './report-levels.ts';
import { suggestMerges } from './suggest-merges.ts';

type Learned = { readonly columns: Readonly<Record<string, Levels>> };

const unordered = ({ levels: _, ...column }: Column): Column => column;

const levelsOf = (known: ReadonlyMap<string, Levels>, name: string): readonly (readonly [string, Levels])[] => {
  const levels = known.get(name);
  return levels ? [[name, levels]] : [];
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
    const names = choose(table.columns, settings).chosen.map(({ name }) => name);
    const counts = await countLevels(table, names, { settings, ctx });
    reportVariants(counts, ctx);
    return { columns: Object.fromEntries([...counts].map(([name, levels]) => [name, sortOut(levels, settings)])) };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    const known = new Map(Object.entries(state.columns));
    const learned = new Map(table.columns.flatMap(({ name }) => levelsOf(known, name)));
    if (learned.size === 0) return { table };
    await reportLevels(table, learned, { settings, ctx });
    const columns = table.columns.map((column) => {
      const levels = learned.get(column.name);
      return levels ? outgoing(column, levels, settings) : column;
    });
    return { table: await ctx.tables.derive(table, levelledCells(table, learned, settings), columns) };
  },
});
