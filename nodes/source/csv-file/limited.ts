import type { CsvParams } from './params.ts';

/** A SELECT that stops at the row limit of the settings. */
export const limited = (sql: string, settings: CsvParams): string =>
  settings.limit ? `${sql} LIMIT ${settings.limit}` : sql;
