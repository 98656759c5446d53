import { z } from 'zod';
import { blobs } from '../../../algorithms/generators/blobs.ts';
import { churn } from '../../../algorithms/generators/churn.ts';
import { dailyDemand } from '../../../algorithms/generators/daily-demand.ts';
import { driftingStream } from '../../../algorithms/generators/drifting-stream.ts';
import type { Generator } from '../../../algorithms/generators/generated.ts';
import { housePrices } from '../../../algorithms/generators/house-prices.ts';
import { linear } from '../../../algorithms/generators/linear.ts';
import { moons } from '../../../algorithms/generators/moons.ts';
import { patients } from '../../../algorithms/generators/patients.ts';
import { tickets } from '../../../algorithms/generators/tickets.ts';
import { type Column, unsplit } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import type { TableShape } from '../../../contract/shape.ts';
import { hiddenColumns, physicalTypes, sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { dataSets } from './data-sets.ts';
import { type Flawed, withDuplicates, withHoles } from './flaws.ts';

const generators = {
  moons,
  blobs,
  linear,
  churn,
  'house-prices': housePrices,
  tickets,
  patients,
  'drifting-stream': driftingStream,
  'daily-demand': dailyDemand,
} as const satisfies Record<string, Generator>;
const names = [
  'penguins',
  'iris',
  'wine',
  'breast-cancer',
  'seattle-weather',
  'digits',
  'moons',
  'blobs',
  'linear',
  'churn',
  'house-prices',
  'tickets',
  'patients',
  'drifting-stream',
  'daily-demand',
] as const;
const usualRows = 1000;

const generated = { name: Object.keys(generators) };

const params = z.object({
  name: param(z.enum(names).default('penguins'), {
    title: 'Data set',
    description: 'A real open data set that comes with Millrace, or one generated to measure.',
  }),
  rows: param(z.int().min(1).max(1_000_000).optional(), {
    title: 'Rows',
    description: 'How many rows; all of a real data set and 1,000 of a generated one where empty.',
  }),
  seed: param(z.int().optional(), {
    title: 'Seed',
    description: 'Seed of what is generated; the seed of the flow where empty.',
    advanced: true,
  }),
  noise: param(z.number().min(0).max(10).default(1), {
    title: 'Noise',
    description: 'Strength of what cannot be explained; 0 for none.',
    when: generated,
    advanced: true,
  }),
  missing: param(z.number().min(0).max(0.9).default(0), {
    title: 'Missing',
    description: 'Share of the cells of features that are made missing.',
    widget: 'slider',
    advanced: true,
  }),
  duplicates: param(z.number().min(0).max(0.5).default(0), {
    title: 'Duplicates',
    description: 'Share of the rows that are copies of an earlier one.',
    widget: 'slider',
    advanced: true,
  }),
  imbalance: param(z.number().min(0.001).max(0.5).optional(), {
    title: 'Imbalance',
    description: 'Share of the rarer class; what is usual for the data set where empty.',
    when: { name: ['moons', 'blobs', 'churn', 'tickets', 'patients', 'drifting-stream'] },
    advanced: true,
  }),
});
type Params = z.infer<typeof params>;

const isGenerated = (name: Params['name']): name is keyof typeof generators => name in generators;

const columnsOf = (settings: Params): readonly Column[] => {
  if (!isGenerated(settings.name)) return dataSets[settings.name].columns;
  const made = generators[settings.name]({ rows: 1, seed: 1, noise: 1 });
  return made.map(({ values: _, ...column }) => column);
};

const shapeOf = (settings: Params): TableShape => ({
  kind: 'table',
  columns: columnsOf(settings),
  split: unsplit,
  rows: isGenerated(settings.name)
    ? (settings.rows ?? usualRows)
    : Math.min(settings.rows ?? Infinity, dataSets[settings.name].rows),
});

const generate = async (
  settings: Params & { readonly name: keyof typeof generators },
  ctx: NodeContext,
): Promise<Table> => {
  const rows = settings.rows ?? usualRows;
  const made = generators[settings.name]({
    rows,
    seed: settings.seed ?? ctx.seed,
    noise: settings.noise,
    imbalance: settings.imbalance,
  });
  const empty = await ctx.tables.create(`SELECT i AS "row number" FROM range(${rows}) AS r(i)`, [
    { name: 'row number', type: 'integer', role: 'id' },
  ]);
  const filled = await ctx.tables.withColumns(
    empty,
    made.map(({ values, ...column }) => ({ column, values })),
  );
  const columns = columnsOf(settings);
  const kept = [...hiddenColumns(filled), ...columns.map(({ name }) => name)].map(sqlName);
  return ctx.tables.derive(filled, `SELECT ${kept.join(', ')} FROM ${filled.relation}`, columns);
};

const readBundled = (name: keyof typeof dataSets, limit: number | undefined, ctx: NodeContext): Promise<Table> => {
  const columns: readonly Column[] = dataSets[name].columns;
  const types = columns.map(({ name: column, type }) => `${sqlText(column)}: ${sqlText(physicalTypes[type])}`);
  const path = ctx.files.bundled(`${name}.csv`).replace(/[*?[]/g, '[$&]');
  const scan = `read_csv(${sqlText(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    nullstr = ['', 'NA'], hive_partitioning = false, columns = {${types.join(', ')}})`;
  return ctx.tables.create(`SELECT * FROM ${scan}${limit === undefined ? '' : ` LIMIT ${limit}`}`, columns);
};

export default defineSource({
  title: 'Sample data',
  description: 'A real or generated data set to try things on, without any file',
  keywords: [
    'example',
    'toy',
    'demo',
    'penguins',
    'iris',
    'wine',
    'load_digits',
    'make_moons',
    'make_blobs',
    'generator',
  ],
  icon: 'flask-conical',
  telling: ['name', 'rows'],
  version: 1,
  params,
  inspect: async (settings) => shapeOf(settings),
  shape: (settings) => ({ outputs: { table: shapeOf(settings) } }),
  read: async (settings, ctx) => {
    const { name } = settings;
    const table = isGenerated(name)
      ? await generate({ ...settings, name }, ctx)
      : await readBundled(name, settings.rows, ctx);
    const flawed: Flawed = { seed: settings.seed ?? ctx.seed, ctx };
    const holed = settings.missing === 0 ? table : await withHoles(table, settings.missing, flawed);
    return { table: settings.duplicates === 0 ? holed : await withDuplicates(holed, settings.duplicates, flawed) };
  },
});
