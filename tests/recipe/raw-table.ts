import { type ColumnType, columnTypes } from '../../contract/column.ts';

export type Cell = string | number | boolean | null;
export type ColumnCase = ColumnType | 'mixed';
export const columnCases: readonly ColumnCase[] = [...columnTypes, 'mixed'];

/** Rows of the half that is learned from; as many again are predicted. */
export const half = 60;

/** Cells of each type. The second half has levels, sizes and dates that the first lacks. */
const cellOf: Readonly<Record<ColumnType, (i: number) => Cell>> = {
  number: (i) => ((i * 37) % 50) / 7 + (i >= half ? 0.3 : 0),
  integer: (i) => (i >= half && i % 8 === 0 ? 999 : (i * 7) % 13),
  boolean: (i) => i % 3 === 0,
  category: (i) => (i >= half && i % 8 === 0 ? 'violet' : (['red', 'green', 'blue'][i % 3] ?? null)),
  text: (i) => (i >= half && i % 8 === 0 ? 'Über “x”' : ` Note  ${i % 7}`),
  datetime: (i) => `202${i >= half ? 5 : 4}-0${(i % 9) + 1}-1${i % 10} 0${i % 6}:30:00`,
};

export interface RawTable {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Columns that a case is about, without those that every case has. */
export const columnsOf = (about: ColumnCase): RawTable['columns'] =>
  about === 'mixed'
    ? columnTypes.map((type) => ({ name: `some ${type}`, type }))
    : [
        { name: `some ${about}`, type: about },
        { name: `other ${about}`, type: about },
      ];

const missing = (i: number, place: number): boolean =>
  // The first column has gaps everywhere, the others only where nothing is learned from.
  place === 0 ? i % 11 === 4 : i >= half && i % 10 === place;

/** What is learned from and then what is predicted, with two features and a target that every case has. */
export const rawTable = (about: ColumnCase): RawTable => {
  const typed = columnsOf(about);
  const row = (i: number): readonly Cell[] => [
    ...typed.map(({ type }, place) => (missing(i, place) ? null : cellOf[type](i + place))),
    Math.sin(i) * 10,
    i % 12,
    (i * 7) % 5 < 2 || i % 9 === 0 ? 'yes' : 'no',
  ];
  return {
    columns: [
      ...typed,
      { name: 'base', type: 'number' },
      { name: 'group', type: 'integer' },
      { name: 'y', type: 'category' },
    ],
    rows: Array.from({ length: 2 * half }, (_, i) => row(i)),
  };
};

/** The second half as somebody has it who does not know the target. */
export const newRows = (about: ColumnCase, without: string = 'y'): RawTable => {
  const { columns, rows } = rawTable(about);
  const kept = columns.map(({ name }) => name !== 'y' && name !== without);
  return {
    columns: columns.filter((_, place) => kept[place]),
    rows: rows.slice(half).map((row) => row.filter((_, place) => kept[place])),
  };
};

/** Another table: what is known of the values of the first column, most of them. */
export const lookupTable = (about: ColumnCase): RawTable => {
  const { columns, rows } = rawTable(about);
  const [key] = columns;
  const values = [...new Set(rows.map(([value]) => value ?? null))].filter((value) => value !== null);
  return {
    columns: [
      { name: key?.name ?? '', type: key?.type ?? 'text' },
      { name: 'known', type: 'number' },
      { name: 'kind', type: 'category' },
    ],
    rows: values
      .filter((_, i) => i % 5 !== 3 || i === 3)
      .map((value, i) => [value, Math.sqrt(i + 0.1), `kind ${i % 3}`]),
  };
};
