import type { Json } from '../../contract/json.ts';

const separators = ['\t', ';', ','] as const;

const separatorOf = (text: string): string => {
  const head = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  const [best] = [...separators].sort((a, b) => head.split(b).length - head.split(a).length);
  return best ?? ',';
};

/** Rows and cells of pasted text: tabs, semicolons or commas, quotes around fields that hold them. */
export const splitText = (text: string): readonly (readonly string[])[] => {
  const separator = separatorOf(text);
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quoted && letter === '"' && text.charAt(at + 1) === '"') {
      cell += '"';
      at++;
    } else if (letter === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && letter === separator) endCell();
    else if (!quoted && letter === '\n') {
      endCell();
      rows.push([]);
    } else if (quoted || letter !== '\r') cell += letter;
  }
  endCell();
  return rows.filter((row) => row.length > 1 || row[0] !== '');
};

/** A cell as typed: a number where it reads as one, missing where it is empty. */
export const readCell = (text: string): Json => {
  const plain = text.trim();
  if (plain === '') return null;
  if (plain === 'true' || plain === 'false') return plain === 'true';
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : text;
};

export interface PastedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

const isHeader = (row: readonly string[]): boolean =>
  row.every((cell) => typeof readCell(cell) === 'string') && new Set(row).size === row.length;

/** A table out of pasted text. The first line names the columns where it can. */
export const readTable = (text: string): PastedTable => {
  const lines = splitText(text);
  const [first = []] = lines;
  const width = Math.max(0, ...lines.map((line) => line.length));
  const header = lines.length > 1 && first.length === width && isHeader(first);
  const columns = Array.from({ length: width }, (_, index) => (header ? (first[index] ?? '') : `column_${index + 1}`));
  const rows = (header ? lines.slice(1) : lines).map((line) => columns.map((_, index) => readCell(line[index] ?? '')));
  return { columns, rows };
};
