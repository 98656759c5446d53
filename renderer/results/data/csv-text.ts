import type { SqlValue } from '../../../contract/context.ts';
import { plainText } from './cell-text.ts';

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** An empty text is quoted, so that it stays apart from a missing cell (RFC 4180 has no word for either). */
const csvCell = (value: SqlValue): string => (value === '' ? '""' : quoted(plainText(value)));

export const csvText = (header: readonly string[], rows: readonly (readonly SqlValue[])[]): string =>
  [header.map(quoted).join(','), ...rows.map((row) => row.map(csvCell).join(','))].join('\n');
