import { constants } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { type CodedColumn, codedChunk, codedElement } from './coded-column.ts';
import { nameOf, readFooter, schemaOf, withColumns, writeFooter } from './footer.ts';
import { i64, list, numberAt, structsAt, withFields } from './struct.ts';
import { type ThriftStruct, thriftTypes } from './thrift.ts';

interface Grafting {
  readonly names: ReadonlySet<string>;
  readonly columns: readonly CodedColumn[];
  /** What is written behind the old pages. */
  readonly pages: Uint8Array[];
  /** Where the next page will lie. */
  at: number;
}

/** A row group with its piece of each new column, in the place of those that had their names. */
const graftGroup = (group: ThriftStruct, from: number, grafting: Grafting): ThriftStruct => {
  const rows = numberAt(group, 3);
  const kept = structsAt(group, 1).filter((chunk) => !grafting.names.has(nameOf(chunk)));
  let more = 0;
  const added = grafting.columns.map((column) => {
    const { bytes, metadataAt } = codedChunk({ ...column, codes: column.codes.subarray(from, from + rows) });
    const offset = grafting.at;
    grafting.pages.push(bytes);
    grafting.at += bytes.length;
    more += bytes.length;
    return new Map([
      [2, i64(offset)],
      [3, { type: thriftTypes.struct, value: metadataAt(offset) }],
    ]);
  });
  const size = { 1: list(thriftTypes.struct, [...kept, ...added]), 2: i64(numberAt(group, 2) + more) };
  return withFields(group, size);
};

/**
 * Copies a Parquet file, with columns added or put in the place of those of their names. What is there already is copied
 * as it is and not decoded: for a million rows of 16 columns 0.05 s, where writing them anew takes 0.6.
 * @throws Error where the file is not as DuckDB writes it, or has another number of rows
 */
export const graftColumns = async (source: string, target: string, columns: readonly CodedColumn[]): Promise<void> => {
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  const file = await open(target, 'r+');
  try {
    const { start, fields } = await readFooter(file);
    const grafting: Grafting = { names: new Set(columns.map(({ name }) => name)), columns, pages: [], at: start };
    let from = 0;
    const groups = structsAt(fields, 4).map((group) => {
      const grafted = graftGroup(group, from, grafting);
      from += numberAt(group, 3);
      return grafted;
    });
    if (columns.some(({ codes }) => codes.length !== from)) throw new Error('parquet: another number of rows');
    const schema = schemaOf(fields, { without: grafting.names, added: columns.map(codedElement) });
    await writeFooter(file, start, { pages: grafting.pages, fields: withColumns(fields, schema, groups) });
  } finally {
    await file.close();
  }
};
