import { open } from 'node:fs/promises';
import { nameOf, readFooter, schemaOf, withColumns, writeFooter } from './footer.ts';
import { i64, list, numberAt, structAt, structsAt, withFields } from './struct.ts';
import { type ThriftStruct, thriftTypes } from './thrift.ts';

const withoutChunk = (group: ThriftStruct, name: string): ThriftStruct => {
  const chunks = structsAt(group, 1);
  const left = chunks.filter((chunk) => nameOf(chunk) !== name);
  const gone = chunks.filter((chunk) => nameOf(chunk) === name).map((chunk) => numberAt(structAt(chunk, 3), 6));
  const size = gone.reduce((sum, bytes) => sum - bytes, numberAt(group, 2));
  return withFields(group, { 1: list(thriftTypes.struct, left), 2: i64(size) });
};

/**
 * Has a Parquet file say nothing more of a column. Its pages stay where they are and are not read again, so this takes no
 * time however many rows there are.
 * @throws Error where the file is not as DuckDB writes it
 */
export const leaveOutColumn = async (path: string, name: string): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    const { start, fields } = await readFooter(file);
    const schema = schemaOf(fields, { without: new Set([name]), added: [] });
    const groups = structsAt(fields, 4).map((group) => withoutChunk(group, name));
    await writeFooter(file, start, { pages: [], fields: withColumns(fields, schema, groups) });
  } finally {
    await file.close();
  }
};
