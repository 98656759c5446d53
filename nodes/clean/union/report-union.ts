import { type Finding, type Report, report } from '../../../contract/report.ts';
import type { Table } from '../../../contract/values.ts';
import type { Scale } from './compare-scales.ts';
import type { UnionPlan, United } from './plan-union.ts';

export interface Told {
  readonly plan: UnionPlan;
  readonly tables: readonly Table[];
  readonly names: readonly string[];
  readonly scales: readonly Scale[];
}

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

const typesDiffer = ({ from }: United): boolean =>
  new Set(from.flatMap((column) => (column ? [column.type] : []))).size > 1;

const typesOf = ({ from }: United, names: readonly string[]): readonly string[] =>
  from.flatMap((column, index) => (column ? [`${names[index]}: ${column.type}`] : []));

const typeFindings = ({ plan, names }: Told): readonly Finding[] =>
  plan.united.filter(typesDiffer).map((one) => ({
    code: 'data.union-types',
    severity: 'warning',
    message: `The tables have “${one.column.name}” under different types, so it became ${one.column.type}. Give it the same type everywhere with “Types”.`,
    column: one.column.name,
    examples: typesOf(one, names),
  }));

const spellings = ({ from }: United): readonly string[] => [
  ...new Set(from.flatMap((column) => (column ? [column.name] : []))),
];

const nameFindings = ({ plan }: Told): readonly Finding[] =>
  plan.united.flatMap((one) =>
    spellings(one).length > 1
      ? [
          {
            code: 'data.union-names',
            severity: 'info',
            message: `The tables write the name of “${one.column.name}” in different ways; it was taken for one column.`,
            column: one.column.name,
            examples: spellings(one),
          } satisfies Finding,
        ]
      : [],
  );

const lacking = (one: United, { tables }: Told) =>
  tables.flatMap((table, index) => (one.from[index] ? [] : [{ index, rows: table.rows }]));

const columnFindings = (told: Told): readonly Finding[] => {
  const findings: Finding[] = told.plan.united.flatMap((one) => {
    const without = lacking(one, told);
    if (without.length === 0) return [];
    const rows = without.reduce((sum, table) => sum + table.rows, 0);
    const which = quoted(without.map(({ index }) => told.names[index] ?? ''));
    const message = `“${one.column.name}” is not in ${which}: it is missing in ${rows} rows. If it has another name there, give it the same one with “Columns”.`;
    return [{ code: 'data.union-column-missing', severity: 'warning', message, column: one.column.name, rows }];
  });
  const dropped = told.plan.left.map(({ column }) => column.name);
  if (dropped.length > 0)
    findings.push({
      code: 'data.union-columns-dropped',
      severity: 'warning',
      message: `${dropped.length} columns are not in all tables and were left out.`,
      examples: dropped.slice(0, 5),
    });
  return findings;
};

const short = (value: number): string => String(Number(value.toPrecision(4)));

const unitFindings = ({ scales, names }: Told): readonly Finding[] =>
  scales.flatMap(({ column, spreads, disagreements }) =>
    disagreements.map(({ first, second, guess }): Finding => {
      const [a, b] = [spreads[first], spreads[second]];
      const about = `the medians are ${short(a?.median ?? 0)} and ${short(b?.median ?? 0)}`;
      return {
        code: 'data.union-units',
        severity: guess.factor >= 5 || guess.offset !== 0 ? 'warning' : 'info',
        message: `“${column}” of ${quoted([names[first] ?? '', names[second] ?? ''])} seems to be measured in different units, as ${guess.text} are: ${about}. Convert one of them before the union.`,
        column,
        value: (b?.median ?? 0) / (a?.median ?? 1),
        examples: [`${names[first]}: ${short(a?.median ?? 0)}`, `${names[second]}: ${short(b?.median ?? 0)}`],
      };
    }),
  );

export const unionFindings = (told: Told): readonly Finding[] => [
  ...unitFindings(told),
  ...typeFindings(told),
  ...columnFindings(told),
  ...nameFindings(told),
];

/** Sources, columns with their types, and how large the numbers of each source are. */
export const unionReport = (told: Told, findings: readonly Finding[]): Report => {
  const { plan, tables, names, scales } = told;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return report('Union', {
    findings,
    facts: [
      { label: 'Tables', value: String(tables.length) },
      { label: 'Rows', value: String(rows) },
    ],
    tables: [
      {
        title: 'Tables',
        columns: ['table', 'rows', 'columns'],
        rows: tables.map((table, index) => [names[index] ?? '', table.rows, table.columns.length]),
      },
      {
        title: 'Columns',
        columns: ['column', 'type', 'types in the tables', 'tables without it'],
        rows: [...plan.united, ...plan.left].map((one) => [
          one.column.name,
          plan.left.includes(one) ? 'left out' : one.column.type,
          typesOf(one, names).join(', '),
          lacking(one, told)
            .map(({ index }) => names[index])
            .join(', '),
        ]),
      },
      {
        title: 'Scales',
        columns: ['column', 'table', 'values', 'median', 'quartile distance', 'seems to differ as'],
        rows: scales.flatMap(({ column, spreads, disagreements }) =>
          spreads.flatMap((spread, index) => {
            const differs = disagreements.find(({ second }) => second === index)?.guess.text ?? '';
            return spread ? [[column, names[index] ?? '', spread.n, spread.median, spread.range, differs]] : [];
          }),
        ),
      },
    ],
  });
};
