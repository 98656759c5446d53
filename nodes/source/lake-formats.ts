import { openCsvLake } from './csv-lake.ts';
import { openJsonLake } from './json-lake.ts';
import type { OpenLake } from './lake.ts';
import { openParquetLake } from './parquet-lake.ts';

export const lakeFormats = ['csv', 'json', 'parquet'] as const;
export type LakeFormat = (typeof lakeFormats)[number];

export const openLake: Readonly<Record<LakeFormat, OpenLake>> = {
  csv: openCsvLake,
  json: openJsonLake,
  parquet: openParquetLake,
};

const endings: readonly (readonly [RegExp, LakeFormat])[] = [
  [/\.(csv|tsv|txt)(\.(gz|zst))?$/i, 'csv'],
  [/\.(json|ndjson|jsonl)(\.gz)?$/i, 'json'],
  [/\.(parquet|parq|pq)$/i, 'parquet'],
];

/** The format that a file has by its name. */
export const formatOf = (name: string): LakeFormat | undefined => endings.find(([ending]) => ending.test(name))?.[1];
