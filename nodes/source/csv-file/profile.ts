import type { Tables } from '../../../contract/context.ts';
import { textType } from '../text-type.ts';
import { askCells, type CellQuestion } from './ask-cells.ts';
import { type ColumnProfile, decideType, type Profile, type Question } from './decide-type.ts';
import type { Cells } from './scan.ts';

interface Asked {
  readonly questions: readonly Question[];
  readonly cells: Cells;
  readonly exact: boolean;
}

const countedAtOnce = 200;
const distinctAtOnce = 50;

/** Looks at every row of `relation` (a FROM item of text columns) and decides the type of each column. */
export const profileColumns = async (tables: Tables, relation: string, asked: Asked): Promise<Profile> => {
  const { questions } = asked;
  const first = await profileAll(tables, relation, { ...asked, questions: questions.map(wholeFirst) });
  const open = new Set(first.columns.filter(({ reading, present }) => !reading && present > 0).map(({ name }) => name));
  const again = questions.filter((question) => open.has(question.name) && wholeFirst(question) !== question);
  const second = await profileAll(tables, relation, { ...asked, questions: again });
  const better = new Map(second.columns.map((column) => [column.name, column]));
  const columns = first.columns.map((column) => better.get(column.name) ?? column);
  const texts = await textsOf(tables, relation, { ...asked, columns });
  return { rows: first.rows, columns: columns.map((column) => ({ ...column, ...texts.get(column.name) })) };
};

/** Where whole numbers are likely, only they are asked about first: most columns of whole numbers are no other thing. */
const wholeFirst = (question: Question): Question => {
  const whole = question.readings.find(({ id }) => id === 'integer');
  return whole && question.readings.length > 1 ? { ...question, readings: [whole] } : question;
};

const countsOf = ({ name, readings }: Question): CellQuestion => ({
  name,
  kind: readings.map(({ id }) => id).join(' '),
  counts: (cell) => [`count(${cell})`, ...readings.map((one) => `count(*) FILTER (${one.fits(cell)})`)],
});

const profileAll = async (
  tables: Tables,
  relation: string,
  { questions, cells }: Pick<Asked, 'questions' | 'cells'>,
): Promise<Profile> => {
  const asked = { relation, cells, questions: questions.map(countsOf), beside: countedAtOnce };
  const { rows, counts } = await askCells(tables, asked);
  const columns = questions.map(({ name, readings }) => {
    const [present = 0, ...fitting] = counts.get(name) ?? [];
    return decideType(name, {
      present,
      fitting: readings.map((reading, index) => ({ reading, count: fitting[index] ?? 0 })),
    });
  });
  return { rows, columns };
};

/** Levels or free text, by how many different texts there are. */
const textsOf = async (
  tables: Tables,
  relation: string,
  { columns, cells, exact }: Pick<Asked, 'cells' | 'exact'> & { readonly columns: readonly ColumnProfile[] },
): Promise<ReadonlyMap<string, Pick<ColumnProfile, 'type' | 'distinct'>>> => {
  const texts = columns.filter(({ type }) => type === 'text');
  const questions = texts.map(({ name }) => ({
    name,
    kind: 'distinct',
    counts: (cell: string) => [exact ? `count(DISTINCT ${cell})` : `approx_count_distinct(${cell})`],
  }));
  const { counts } = await askCells(tables, { relation, cells, questions, beside: distinctAtOnce });
  return new Map(
    texts.map(({ name, present }) => {
      const distinct = counts.get(name)?.[0] ?? 0;
      return [name, { type: textType(distinct, present), distinct }];
    }),
  );
};
