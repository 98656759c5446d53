import type { ColumnType } from '../../contract/column.ts';
import type { SqlValue } from '../../contract/context.ts';
import { physicalTypes, sqlText } from '../../contract/sql.ts';

/** A value as an SQL literal of a column's physical type. */
export const sqlValue = (value: SqlValue, type: ColumnType): string =>
  value === null ? `CAST(NULL AS ${physicalTypes[type]})` : `CAST(${sqlText(String(value))} AS ${physicalTypes[type]})`;
