import { sqlName } from '../../contract/sql.ts';
import type { FileSchema, LakeFile, OpenLake } from './lake.ts';
import { findLeaves, type Leaf } from './parquet-file/leaves.ts';
import { parquetFile, readingParquet } from './parquet-file/open.ts';
import { physicalOf } from './parquet-file/physical.ts';
import { typeLeaves } from './parquet-file/typed-leaves.ts';

interface Opened {
  readonly file: LakeFile;
  readonly leaves: ReadonlyMap<string, Leaf>;
}

/** Many Parquet files. Only their footers are read to compare them. */
export const openParquetLake: OpenLake = async (files, { ctx, limit }) => {
  const opened: Opened[] = [];
  for (const [index, file] of files.entries()) {
    ctx.signal.throwIfAborted();
    ctx.progress((0.3 * index) / files.length, file.name);
    const leaves = await readingParquet(file.name, ctx, () => findLeaves(ctx.tables, parquetFile(file.path)));
    opened.push({ file, leaves: new Map(leaves.map((leaf) => [leaf.name, leaf])) });
  }
  return {
    schemas: opened.map(schemaOf),
    table: async (names) => {
      const parts = opened.map((one, index) => partSql(one, names, { index, limit }));
      const all = `(${parts.join(' UNION ALL ')})`;
      const shown = `${files.length} files`;
      return readingParquet(shown, ctx, async () => {
        const described = await ctx.tables.rows(`DESCRIBE SELECT * FROM ${all}`);
        const types = new Map(described.map((row) => [String(row['column_name']), String(row['column_type'])]));
        const leaves = names.map((name, index): Leaf => {
          const column = `c${index}`;
          return { name, sql: column, type: types.get(column) ?? 'VARCHAR' };
        });
        const { sql, columns, findings } = await typeLeaves(ctx.tables, all, leaves);
        return { sql: `SELECT ${[...(sql === '' ? [] : [sql]), '__file'].join(', ')} FROM ${all}`, columns, findings };
      });
    },
    dispose: async () => undefined,
  };
};

const schemaOf = ({ file, leaves }: Opened): FileSchema => ({
  name: file.name,
  columns: new Map([...leaves.values()].map(({ name, type }) => [name, kindOf(type)])),
});

const kindOf = (type: string): string | undefined => {
  const physical = physicalOf(type);
  if (physical === 'integer' || physical === 'wide-integer' || physical === 'exact-number') return 'number';
  if (physical === 'written' || physical === 'bytes') return 'text';
  return type === 'NULL' ? undefined : physical;
};

/** Numbered names, because DuckDB takes names that differ by their case for one. */
const partSql = (
  { file, leaves }: Opened,
  names: readonly string[],
  { index, limit }: { readonly index: number; readonly limit: number | undefined },
): string => {
  const values = names.map((name, at) => `${valueSql(leaves.get(name))} AS ${sqlName(`c${at}`)}`);
  const head = limit === undefined ? '' : ` LIMIT ${limit}`;
  return `(SELECT ${[...values, `${index} AS __file`].join(', ')} FROM ${parquetFile(file.path)}${head})`;
};

/** Nested values of different files need not fit each other, so they are written out first. */
const valueSql = (leaf: Leaf | undefined): string => {
  if (!leaf) return 'NULL';
  return physicalOf(leaf.type) === 'nested'
    ? `CASE WHEN ${leaf.sql} IS NULL THEN NULL ELSE to_json(${leaf.sql})::VARCHAR END`
    : leaf.sql;
};
