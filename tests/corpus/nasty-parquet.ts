import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sqlText } from '../../contract/sql.ts';
import type { TestContext } from '../conformance/node-context.ts';
import type { NastySource } from './nasty-sources.ts';

type Case = Omit<NastySource, 'type' | 'file' | 'content'> & {
  readonly select: string;
  readonly options?: string;
  readonly change?: (bytes: Buffer) => Uint8Array;
};

const plain = "SELECT i AS a, 'x' || i AS b FROM range(1000) t(i)";

const cases: readonly Case[] = [
  {
    name: 'a Parquet file cut off',
    select: plain,
    change: (bytes) => bytes.subarray(0, -40),
    refused: 'data.wrong-format',
  },
  {
    name: 'half a Parquet file',
    select: plain,
    change: (bytes) => bytes.subarray(0, bytes.length / 2),
    refused: 'data.wrong-format',
  },
  {
    name: 'a Parquet file without its first half',
    select: plain,
    change: (bytes) => bytes.subarray(bytes.length / 2),
    refused: 'data.wrong-format',
  },
  {
    name: 'a Parquet file of marks only',
    select: plain,
    change: () => Buffer.from('PAR1\0\0\0\0PAR1'),
    refused: 'data.wrong-format',
  },
  { name: 'an empty Parquet file', select: plain, change: () => Buffer.alloc(0), refused: 'data.wrong-format' },
  {
    name: 'a footer that claims to be huge',
    select: plain,
    change: (bytes) => Buffer.concat([bytes.subarray(0, -8), Buffer.from([255, 255, 255, 127]), bytes.subarray(-4)]),
    refused: 'data.wrong-format',
  },
  {
    name: 'a locked Parquet file',
    select: plain,
    change: (bytes) => Buffer.concat([bytes.subarray(0, -4), Buffer.from('PARE')]),
    refused: 'data.wrong-format',
  },
  {
    name: 'a Parquet file whose pages are zeros',
    select: plain,
    change: (bytes) => bytes.fill(0, 4, 600),
    refused: 'data.wrong-format',
  },
  {
    name: 'text called .parquet',
    select: plain,
    change: () => Buffer.from('a,b\n1,2\n'.repeat(50)),
    refused: 'data.wrong-format',
  },
  { name: 'a Parquet file of bytes only', select: "SELECT '\\xff\\xfe'::BLOB AS b", refused: 'data.wrong-format' },
  { name: 'a Parquet file without rows', select: `${plain} LIMIT 0`, records: 0, columns: 'a:integer b:category' },
  {
    name: 'structs in lists in structs',
    select: "SELECT {'l': [{'x': 1, 'y': [NULL, 'q']}], 's': {'t': {'u': 5}}} AS a FROM range(3)",
    records: 3,
    columns: 'a.l:text a.s.t.u:integer',
    rows: [['[{"x":1,"y":[null,"q"]}]', 5]],
    findings: ['data.nested-column'],
  },
  {
    name: 'empty lists and empty maps',
    select: 'SELECT []::INT[] AS l, MAP {}::MAP(VARCHAR, INT) AS m',
    records: 1,
    rows: [['[]', '{}']],
  },
  {
    name: 'a column without any value',
    select: 'SELECT NULL::DOUBLE AS a, NULL::VARCHAR AS b FROM range(4)',
    records: 4,
    findings: ['data.all-missing'],
  },
  {
    name: 'numbers that are none, and endless ones',
    select: "SELECT unnest(['nan', 'inf', '-inf', '1.5'])::DOUBLE AS x",
    records: 4,
    rows: [[null], [Infinity], [-Infinity], [1.5]],
    findings: ['data.not-a-number'],
  },
  {
    name: 'dates beyond all calendars',
    select: "SELECT unnest([DATE 'infinity', DATE '-infinity', DATE '0044-03-15 (BC)', DATE '2024-02-29']) AS d",
    records: 4,
    columns: 'd:datetime',
    findings: ['data.no-date'],
  },
  {
    name: 'decimals of 38 digits',
    select: "SELECT '12345678901234567890123456789012345.678'::DECIMAL(38, 3) AS d",
    records: 1,
    columns: 'd:number',
    findings: ['data.rounded'],
  },
  {
    name: 'names that are ours',
    select: 'SELECT 1 AS __row, 2 AS __part, 3 AS "c c"',
    records: 1,
    findings: ['data.renamed-column'],
  },
  {
    name: 'names with dots, quotes and semicolons',
    select: 'SELECT 1 AS "a.b", 2 AS "x""; DROP TABLE y"',
    records: 1,
    columns: 'a.b:integer x"; DROP TABLE y:integer',
  },
  {
    name: '2,000 columns',
    select: `SELECT ${Array.from({ length: 2000 }, (_, i) => `${i} AS c${i}`).join(', ')}`,
    records: 1,
  },
  {
    name: 'a hundred row groups',
    select: 'SELECT i AS n FROM range(204800) t(i)',
    options: ', ROW_GROUP_SIZE 2048',
    records: 204_800,
    rows: [[0], [1], [2]],
  },
  { name: 'packed with zstd', select: plain, options: ', COMPRESSION zstd', records: 1000, rows: [[0, 'x0']] },
  { name: 'packed with brotli', select: plain, options: ', COMPRESSION brotli', records: 1000, rows: [[0, 'x0']] },
];

/** Parquet files, written by DuckDB and then spoilt. */
export const nastyParquet = async (ctx: TestContext, folder: string): Promise<readonly NastySource[]> => {
  const made: NastySource[] = [];
  for (const { select, options = '', change = (bytes: Buffer) => bytes, ...rest } of cases) {
    const path = join(folder, 'made.parquet');
    await ctx.tables.rows(`COPY (${select}) TO ${sqlText(path)} (FORMAT parquet${options})`);
    made.push({
      ...rest,
      type: 'source.parquet-file',
      file: 'nasty [1]*.parquet',
      content: change(await readFile(path)),
    });
  }
  return made;
};
