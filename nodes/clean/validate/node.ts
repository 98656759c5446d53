import { z } from 'zod';
import type { Column } from '../../../contract/column.ts';
import type { Reporting } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { type Finding, report } from '../../../contract/report.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { checkFault } from './broken-sql.ts';
import { judge, type Verdict } from './judge.ts';
import { parseRule } from './parse-rule.ts';
import type { Rule } from './rule.ts';

const params = z.object({
  rules: param(z.array(z.string()).default([]), {
    title: 'Rules',
    description:
      'One a line: rows >= 100, price required, price is number, price not null, id unique, price >= 0, age between 0 and 120, colour in red, blue, code matches /^[A-Z]+$/. With warning: before it, a rule is only told.',
    widget: 'rules',
  }),
  onError: param(z.enum(['stop', 'quarantine']).default('stop'), {
    title: 'On errors',
    description: 'Stop the run where a rule is broken, or set the rows that break it aside with the name of the rule.',
  }),
});
type Params = z.infer<typeof params>;

const invalid = (reason: string) => ({ param: 'rules', values: { param: 'Rules', reason } });

/** What is wrong with each line, and the rules of the others. */
const read = ({ rules }: Params, columns: readonly Column[] | undefined) => {
  const parsed = rules.map(parseRule);
  const faults = parsed.flatMap((one) => ('reason' in one ? [one.reason] : []));
  const good = parsed.flatMap((one) => ('rule' in one ? [one.rule] : []));
  const gone: string[] = [];
  for (const rule of good) {
    if (rule.about !== 'cells' || !columns) continue;
    const column = columns.find(({ name }) => name === rule.column);
    const fault = column ? checkFault(rule.check, column) : undefined;
    if (fault) faults.push(fault);
    if (!column) gone.push(rule.column);
  }
  return { rules: good, faults, gone };
};

const problemsOf = (settings: Params, columns: readonly Column[] | undefined): readonly Problem[] => {
  if (settings.rules.length === 0)
    return [problem('param.required', { param: 'rules', values: { param: 'Rules' }, severity: 'warning' })];
  const { faults, gone } = read(settings, columns);
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
  ...(rule.about === 'rows' ? {} : { column: rule.column }),
  ...(sql ? { rows: broken } : {}),
  ...(examples.length > 0 ? { examples } : {}),
});

/** Stops the run where an error cannot, or must not, be set aside. */
const stopAt = (verdicts: readonly Verdict[], { onError }: Params): void => {
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

const reportOf = (verdicts: readonly Verdict[], findings: readonly Finding[], rows: { all: number; aside: number }) =>
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
  params,
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
    const { rules, faults, gone } = read(settings, table.columns);
    if (faults[0]) throw fail('param.invalid', invalid(faults[0]));
    reportGone(gone, ctx);
    const verdicts = await judge(rules, table, ctx.tables);
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
    return { table: good, quarantine, report: reportOf(verdicts, findings, rows) };
  },
});
