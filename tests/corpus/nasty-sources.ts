import type { SqlValue } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';

/** A file that a source other than “CSV file” is given. */
export interface NastySource {
  readonly name: string;
  readonly type: 'source.json-file' | 'source.parquet-file' | 'source.excel-file';
  readonly file: string;
  readonly content: string | Uint8Array;
  readonly params?: JsonObject;
  /** Records in the file, good and bad. */
  readonly records?: number;
  /** `name:type`, in order. */
  readonly columns?: string;
  /** Cells of the first rows. */
  readonly rows?: readonly (readonly SqlValue[])[];
  /** Codes of findings that must be there. */
  readonly findings?: readonly string[];
  /** The file is refused with this code. */
  readonly refused?: string;
}
