import { type Column, unsplit } from '../../../contract/column.ts';
import type { StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import type { LearnerShape, TableShape } from '../../../contract/shape.ts';
import { sqlName } from '../../../contract/sql.ts';
import { taskOf } from '../../../contract/task.ts';
import type { Learner, Table } from '../../../contract/values.ts';
import { checkClasses } from './check-classes.ts';
import { findCorrections } from './corrections.ts';
import { foundRows } from './found-rows.ts';
import { issueTable } from './issue-table.ts';
import { judgeLabels } from './judge-labels.ts';
import { labelReport } from './label-report.ts';
import { flagColumns, labelledTable } from './labelled-table.ts';
import { labelIssueParams } from './params.ts';
import { reportIssues, reportRows } from './report-issues.ts';
import { rowKeys } from './row-keys.ts';

const usual = 'train.logistic-regression';

const title = 'Label issues';

const onlyTarget = (columns: readonly Column[]): Column | undefined => {
  const [target, ...others] = columns.filter(({ role }) => role === 'target');
  return others.length === 0 ? target : undefined;
};

const wrongTask = (name: string, target: Column) => ({
  column: target.name,
  values: { title: name, expected: 'classification', actual: taskOf(target) ?? target.type },
});

const problemsOf = (table: TableShape | undefined, learner: LearnerShape | undefined): readonly Problem[] => {
  const target = table?.columns && onlyTarget(table.columns);
  const problems: Problem[] = [];
  if (table?.columns && !table.columns.some(({ role }) => role === 'target')) problems.push(problem('data.no-target'));
  if (target && taskOf(target) !== 'classification')
    problems.push(problem('train.wrong-task', wrongTask(title, target)));
  else if (target && learner && !learner.tasks.includes('classification'))
    problems.push(
      problem('train.wrong-task', {
        column: target.name,
        values: { title: learner.type, expected: learner.tasks.join(' and '), actual: 'classification' },
      }),
    );
  return problems;
};

const targetOf = (table: Table): Column => {
  const targets = table.columns.filter(({ role }) => role === 'target');
  const target = onlyTarget(table.columns);
  if (targets.length === 0) throw fail('data.no-target');
  if (!target)
    throw fail('data.many-targets', {
      values: { count: targets.length, columns: targets.map(({ name }) => name).join(', ') },
    });
  if (taskOf(target) !== 'classification') throw fail('train.wrong-task', wrongTask(title, target));
  return target;
};

const countUnlabelled = async (table: Table, target: Column, { tables }: StepContext): Promise<number> => {
  const training = table.split.parts ? `__part = 'train'` : 'true';
  const [row] = await tables.rows(
    `SELECT count(*) AS n FROM ${table.relation} WHERE ${training} AND ${sqlName(target.name)} IS NULL`,
  );
  return Number(row?.['n'] ?? 0);
};

export default defineNode({
  title,
  description: 'Finds labels that are probably wrong, for a person to look at',
  keywords: [
    'label errors',
    'confident learning',
    'cleanlab',
    'noise',
    'mislabelled',
    'relabel',
    'annotation',
    'review',
  ],
  icon: 'tag',
  telling: ['method', 'action'],
  version: 1,
  params: labelIssueParams,
  inputs: { table: port.table(), learner: port.learner({ optional: true }) },
  outputs: { table: port.table(), issues: port.table({ title: 'issues' }), report: port.report() },
  continues: 'table',
  shape: ({ table, learner }, { action }) => {
    const columns = table?.columns;
    const split = table?.split ?? unsplit;
    const flagged = columns && action === 'flag' ? [...columns, ...flagColumns(columns)] : columns;
    return {
      outputs: {
        table: { kind: 'table', ...table, split, ...(flagged ? { columns: flagged } : {}) },
        issues: { kind: 'table', split: unsplit },
        report: { kind: 'report' },
      },
      problems: problemsOf(table, learner),
    };
  },
  run: async ({ table, learner: wired }, settings, ctx) => {
    const target = targetOf(table);
    await checkClasses(table, target, ctx);
    const learner: Learner = wired ?? {
      kind: 'learner',
      node: ctx.node,
      name: ctx.node,
      type: usual,
      version: 1,
      params: {},
    };
    const seen = await ctx.learning.outOfFold(learner, table, { k: settings.folds, seed: ctx.seed });
    const judged = judgeLabels(seen, settings);
    const keys = await rowKeys(table, ctx);
    const decided = await findCorrections(table, target, { keys, corrections: settings.corrections, ctx });
    const found = await foundRows(judged, ctx);
    const sources = { target, classes: seen.classes, keys: keys.table, found, corrections: decided.table };
    const issues = await issueTable(table, sources, ctx);
    const { action } = settings;
    const changed = await labelledTable(table, { target, action, found, corrections: decided.table, ctx });
    const removed = table.rows - changed.rows;
    await reportIssues(judged, { target: target.name, list: issues, ctx });
    reportRows(table, { target: target.name, unlabelled: await countUnlabelled(table, target, ctx), removed, ctx });
    const report = labelReport(judged, {
      target: target.name,
      learner: learner.type,
      part: table.split.parts ? 'train' : 'all',
      removed,
      corrections: { ...decided, given: Object.keys(settings.corrections).length },
    });
    return { table: changed, issues, report };
  },
});
