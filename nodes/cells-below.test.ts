import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Json, JsonObject } from '../contract/json.ts';
import type { NodeDefinition } from '../contract/node.ts';
import type { Finding } from '../contract/report.ts';
import type { Table } from '../contract/values.ts';
import { openContext } from '../tests/conformance/node-context.ts';
import { learn, transform } from '../tests/conformance/node-driver.ts';
import missingValues from './clean/missing-values/node.ts';
import outliers from './clean/outliers/node.ts';
import rareLevels from './clean/rare-levels/node.ts';
import tidyText from './clean/tidy-text/node.ts';
import types from './clean/types/node.ts';
import { profileTable } from './evaluate/profile/profile-table.ts';

const ctx = await openContext({});
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const kinds = ['integer', 'number', 'category', 'text', 'boolean', 'datetime'] as const;
const rows = 60;

const cellOf = (kind: number, row: number): string | number | boolean | null => {
  if ((row * 7 + kind) % 11 === 0) return null;
  const far = row === 5 ? 1000 : 1;
  const cells = [far * (row % 9), (far * (row % 13)) / 4, `level ${row % 4} `, ` text  ${row % 20}`, row % 3 === 0];
  return cells[kind] ?? `2024-01-${String(1 + (row % 28)).padStart(2, '0')}T00:00:00`;
};

/** Columns of all types, `times` times, with parts. */
const tableOf = async (times: number): Promise<Table> => {
  const columns = Array.from({ length: times * kinds.length }, (_, at) => ({
    name: `${kinds[at % kinds.length]} ${Math.floor(at / kinds.length)}`,
    type: kinds[at % kinds.length] ?? 'number',
    role: 'feature' as const,
  }));
  const table = await ctx.tables.fromRows(
    columns,
    Array.from({ length: rows }, (_, row) => columns.map((_, at) => cellOf(at % kinds.length, row))),
  );
  const parted = `SELECT *, CASE WHEN __row % 3 = 0 THEN 'test' ELSE 'train' END AS __part FROM ${table.relation}`;
  return ctx.tables.derive(table, parted, columns, { parts: true, folds: 0, repeats: 0 });
};

/** Enough of each type for all of them to be asked about below each other. */
const many = 1 + 210;
const wide = await tableOf(many);
const narrow = await tableOf(1);

const first = (name: string): string => name.replace(/\d+$/, '0');

/** The type that each column becomes, by the one that it has. */
const typesOf = (wanted: Readonly<Record<string, string>>): JsonObject =>
  Object.fromEntries(
    wide.columns.flatMap(({ name, type }) => (wanted[type] === undefined ? [] : [[name, wanted[type]]])),
  );

const nodes: readonly (readonly [string, NodeDefinition, JsonObject])[] = [
  ['missing values', missingValues, { indicator: 'yes' }],
  ['means and smallest values', missingValues, { number: 'mean', category: 'constant', datetime: 'min' }],
  ['most frequent values', missingValues, { number: 'mode', datetime: 'max', text: 'constant' }],
  ['outliers by quartiles', outliers, { method: 'iqr', limit: 3, action: 'clip' }],
  ['outliers by deviations', outliers, { method: 'z', action: 'remove' }],
  ['outliers by median deviations', outliers, { method: 'robust-z', action: 'clip' }],
  ['tidied texts', tidyText, {}],
  ['rare levels', rareLevels, { minShare: 0.06, merge: { 'level 1 ': 'level 2 ' } }],
  ['texts as numbers', types, { types: typesOf({ category: 'integer', text: 'number', number: 'integer' }) }],
  ['numbers as texts', types, { types: typesOf({ integer: 'category', number: 'text', datetime: 'number' }) }],
];

const cells = (table: Table): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  ctx.tables.rows(`SELECT * FROM ${table.relation} ORDER BY __row`);

interface Done {
  readonly learned: Json;
  readonly columns: Table['columns'];
  readonly cells: readonly Readonly<Record<string, unknown>>[];
  readonly findings: readonly Finding[];
}

const run = async (node: NodeDefinition, params: JsonObject, table: Table): Promise<Done> => {
  ctx.findings.length = 0;
  const learned = await learn(node, params, { table, ctx });
  const out = (await transform(node, params, { table, ctx, state: learned }))['table'] as Table;
  return { learned, columns: out.columns, cells: await cells(out), findings: [...ctx.findings] };
};

test.each(nodes)(
  '%s: what is done to many columns is what is done to few',
  async (_, node, params) => {
    const few = await run(node, params, narrow);
    const all = await run(node, params, wide);
    const known = new Map(few.columns.map((column) => [column.name, column]));
    for (const column of all.columns) {
      const name = first(column.name.replace(/_missing$/, '')) + (column.name.endsWith('_missing') ? '_missing' : '');
      expect({ ...column, name }).toEqual(known.get(name));
      expect(all.cells.map((row) => row[column.name])).toEqual(few.cells.map((row) => row[name]));
    }
    const one = (finding: Finding): boolean => finding.column?.endsWith(' 0') === true;
    expect(all.findings.filter(one)).toEqual(few.findings.filter(one));
  },
  60_000,
);

test('a profile of many columns says of each what a profile of few says', async () => {
  const few = await profileTable(ctx, narrow, { correlation: false });
  const all = await profileTable(ctx, wide, { correlation: false });
  const known = new Map(few.columns.map((profile) => [profile.column.name, profile]));
  for (const profile of all.columns) {
    const name = first(profile.column.name);
    expect({ ...profile, column: { ...profile.column, name } }).toEqual(known.get(name));
  }
}, 60_000);
