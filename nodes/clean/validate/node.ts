import { learnRules } from '../../../algorithms/rules/learn-rules.ts';
import type { Column } from '../../../contract/column.ts';
import type { Reporting } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { type Finding, report } from '../../../contract/report.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { judge, type Verdict } from './judge.ts';
import { measureColumns } from './measure-columns.ts';
import { readRules, type ValidateParams, validateParams } from './read-rules.ts';
import type { Rule } from './rule.ts';
import { suggestRules } from './suggest-rules.ts';

const invalid = (reason: string) => ({ param: 'rules', values: { param: 'Rules', reason } });

const problemsOf = (settings: ValidateParams, columns: readonly Column[] | undefined): readonly Problem[] => {
  if (settings.rules.length === 0 && !settings.learn)
    return [problem('param.required', { param: 'rules', values: { param: 'Rules' }, severity: 'warning' })];
  const { faults, gone } = readRules(settings, columns);
  return [...faults.map((reason) => problem('param.invalid', invalid(reason))), ...goneProblems(gone, 'rules')];
};

const withBroken = (columns: readonly Column[]): readonly Column[] => {
  let name = 'broken rules';
  while (columns.some((column) => column.name.toLowerCase() === name)) name = `${name} *`;
  return [...columns, { name, type: 'text', role: 'ignored' }];
};

const findingOf = ({ rule, broken, message, examples, sql }: Verdict): Finding => ({
  code: 'data.rule-broken',
  severity: rule.severity,
  message: `The rule ${rule.text} does not hold. ${message}`,
  ...('column' in rule ? { column: rule.column } : {}),
  ...(sql ? { rows: broken } : {}),
  ...(examples.length > 0 ? { examples } : {}),
});

/** Stops the run where an error cannot, or must not, be set aside. */
const stopAt = (verdicts: readonly Verdict[], { onError }: ValidateParams): void => {
  const fatal = verdicts.filter(
    ({ rule, broken, sql }) => broken > 0 && rule.severity === 'error' && (onError === 'stop' || !sql),
  );
  if (fatal.length === 0) return;
  const rules = fatal.slice(0, 3).map(({ rule, message }) => `${rule.text} (${message.replace(/\.$/, '')})`);
  throw fail('data.rules-broken', { values: { count: fatal.length, rules: rules.join('; ') } });
};

const told = (verdicts: readonly Verdict[], ctx: Pick<Reporting, 'finding'>): readonly Finding[] => {
  const findings = verdicts.filter(({ broken }) => broken > 0).map(findingOf);
  for (const finding of findings) ctx.finding(finding);
  return findings;
};

interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
  readonly learned: readonly string[] | undefined;
}

const reportOf = ({ verdicts, findings, learned }: Judged, rows: { all: number; aside: number }) =>
  report('Validation', {
    findings,
    facts: [
      { label: 'Rules kept', value: `${verdicts.length - findings.length} of ${verdicts.length}` },
      { label: 'Rows set aside', value: `${rows.aside} of ${rows.all}` },
    ],
    tables: [
      {
        title: 'Rules',
        columns: ['rule', 'severity', 'holds', 'broken', 'examples'],
        rows: verdicts.map(({ rule, broken, examples }) => [
          rule.text,
          rule.severity,
          broken === 0 ? 'yes' : 'no',
          broken,
          examples.join(', '),
        ]),
      },
      ...(learned
        ? [{ title: 'Rules that this table keeps', columns: ['rule'], rows: learned.map((rule) => [rule]) }]
        : []),
    ],
  });

const brokenSqlOf = (verdicts: readonly Verdict[]): string => {
  const named = verdicts.flatMap(({ rule, broken, sql }: Verdict & { readonly rule: Rule }) =>
    sql && broken > 0 && rule.severity === 'error' ? [`CASE WHEN ${sql} THEN ${sqlText(rule.text)} END`] : [],
  );
  return named.length > 0 ? `concat_ws('; ', ${named.join(', ')})` : `''`;
};

export default defineTransform({
  // Not `row`: predictions are asked for every row, so rows must not be set aside when the recipe is replayed.
  kind: 'rows',
  title: 'Validate',
  description: 'Holds the table to rules, and stops or sets rows aside where they are broken',
  keywords: ['rules', 'assert', 'expectations', 'schema', 'quarantine', 'data quality', 'constraint', 'pandera'],
  icon: 'clipboard-check',
  telling: ['rules', 'onError'],
  version: 1,
  params: validateParams,
  suggests: {
    title: 'Learn rules from this table',
    description: 'Rules that this table keeps. They say what was seen, not what is right: take those that must hold.',
    param: 'rules',
    suggest: suggestRules,
  },
  outputs: { table: port.table(), quarantine: port.table({ title: 'rows set aside' }), report: port.report() },
  shape: (input, settings) => ({
    outputs: {
      table: input,
      quarantine: { ...input, ...(input.columns ? { columns: withBroken(input.columns) } : {}) },
      report: { kind: 'report' },
    },
    problems: problemsOf(settings, input.columns),
  }),
  apply: async (table, _, settings, ctx) => {
    const { rules, faults, gone } = readRules(settings, table.columns);
    if (faults[0]) throw fail('param.invalid', invalid(faults[0]));
    reportGone(gone, ctx);
    const verdicts = await judge(rules, { table, tables: ctx.tables, asOf: settings.asOf });
    const findings = told(verdicts, ctx);
    stopAt(verdicts, settings);
    const columns = withBroken(table.columns);
    const label = sqlName(columns.at(-1)?.name ?? '');
    const marked = `SELECT *, ${brokenSqlOf(verdicts)} AS ${label} FROM ${table.relation}`;
    const kept = `SELECT * EXCLUDE (${label}) FROM (${marked}) WHERE ${label} = '' ORDER BY __row`;
    const aside = `SELECT * FROM (${marked}) WHERE ${label} <> '' ORDER BY __row`;
    const good = await ctx.tables.derive(table, kept, table.columns);
    const quarantine = await ctx.tables.derive(table, aside, columns);
    const rows = { all: table.rows, aside: quarantine.rows };
    const learned = settings.learn ? learnRules(await measureColumns(table, ctx), table.rows) : undefined;
    return { table: good, quarantine, report: reportOf({ verdicts, findings, learned }, rows) };
  },
});
