type Cell = string | number | boolean | null;

export interface Fixture {
  readonly columns: readonly { readonly name: string; readonly type?: string }[];
  readonly rows: readonly (readonly Cell[])[];
  /** Column with the role target. */
  readonly target: string;
  /** Split by order, so that the last rows are the test rows. */
  readonly inOrder?: boolean;
}

export type FixtureTask = 'classification' | 'regression';

const named = (...columns: readonly string[]): Fixture['columns'] =>
  columns.map((text) => {
    const [name = '', type] = text.split(':');
    return type === undefined ? { name } : { name, type };
  });

const rowsOf = (count: number, row: (index: number) => readonly Cell[]): Fixture['rows'] =>
  Array.from({ length: count }, (_, index) => row(index));

const columns = (task: FixtureTask): Fixture['columns'] =>
  named(
    'size:number',
    'count:integer',
    'colour:category',
    'note:text',
    'ready:boolean',
    'day:datetime',
    `y:${targetType(task)}`,
  );
const targetType = (task: FixtureTask): string => (task === 'classification' ? 'category' : 'number');

const target = (task: FixtureTask, i: number): Cell =>
  task === 'classification' ? (i % 3 === 0 ? 'yes' : 'no') : i * 1.25;

const ordinary =
  (task: FixtureTask) =>
  (i: number): readonly Cell[] => [
    i % 11 === 0 ? null : ((i * 37) % 50) / 4 + (i % 3),
    (i * 7) % 13,
    i % 9 === 0 ? null : (['red', 'green', 'blue'][i % 3] ?? null),
    `note ${i}`,
    i % 4 === 0,
    `2024-01-${String((i % 28) + 1).padStart(2, '0')}`,
    target(task, i),
  ];

/** Replaces one cell of each ordinary row. */
const withCell =
  (task: FixtureTask, place: number, cell: (i: number) => Cell) =>
  (i: number): readonly Cell[] =>
    ordinary(task)(i).map((old, index) => (index === place ? cell(i) : old));

const table = (task: FixtureTask, count: number, row = ordinary(task)): Fixture => ({
  columns: columns(task),
  rows: rowsOf(count, row),
  target: 'y',
});

export const ordinaryTable = (task: FixtureTask): Fixture => table(task, 60);

/** Tables on which nothing may fail without saying why. */
export const edgeTables = (task: FixtureTask): Readonly<Record<string, Fixture>> => ({
  'no rows': table(task, 0),
  'one row': table(task, 1),
  'two rows': table(task, 2),
  'a column without any value': table(
    task,
    40,
    withCell(task, 0, () => null),
  ),
  'all features missing': table(task, 40, (i) => [null, null, null, null, null, null, target(task, i)]),
  'constant columns': table(task, 40, (i) => [1.5, 3, 'red', 'same', true, '2024-01-01', target(task, i)]),
  'infinite values': table(
    task,
    40,
    withCell(task, 0, (i) => (i % 10 === 0 ? 'inf' : i % 10 === 1 ? '-inf' : i)),
  ),
  'one class only': table(
    task,
    40,
    withCell(task, 6, () => (task === 'classification' ? 'yes' : 1)),
  ),
  'no target at all': table(
    task,
    40,
    withCell(task, 6, () => null),
  ),
  'some targets missing': table(
    task,
    40,
    withCell(task, 6, (i) => (i % 5 === 0 ? null : target(task, i))),
  ),
  'no feature': { columns: named(`y:${targetType(task)}`), rows: rowsOf(40, (i) => [target(task, i)]), target: 'y' },
  'a level that only test rows have': {
    ...table(
      task,
      40,
      withCell(task, 2, (i) => (i >= 36 ? 'new' : i % 2 === 0 ? 'red' : 'green')),
    ),
    inOrder: true,
  },
  'odd names': {
    columns: named('größe', 'Größe', 'a "b" \'c\'', '名字', '; drop table x', ' ', `__row`),
    rows: rowsOf(40, (i) => [i / 2, i % 5, 'x', i % 2 === 0 ? 'm' : 'n', i, 1, target(task, i)]),
    target: 'row',
  },
});
