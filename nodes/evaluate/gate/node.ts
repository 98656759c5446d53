import { z } from 'zod';
import { isClassificationMetric, isRegressionMetric } from '../../../algorithms/metrics/metric-names.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { type Finding, type GateRule, report } from '../../../contract/report.ts';
import { judgeRule } from './judge-rule.ts';
import { parseRule } from './parse-rule.ts';

const invalid = (reason: string) => ({ param: 'rules', values: { param: 'Rules', reason } });

const isKnown = (name: string): boolean => isClassificationMetric(name) || isRegressionMetric(name);

const problemsOf = (rules: readonly string[]): readonly Problem[] => {
  if (rules.length === 0)
    return [problem('param.required', { param: 'rules', values: { param: 'Rules' }, severity: 'warning' })];
  return rules.flatMap((text) => {
    const parsed = parseRule(text);
    if ('reason' in parsed) return [problem('param.invalid', invalid(parsed.reason))];
    const { rule } = parsed;
    return rule.about === 'metric' && !isKnown(rule.metric.name)
      ? [problem('param.invalid', { ...invalid(`no node measures “${rule.metric.name}”`), severity: 'warning' })]
      : [];
  });
};

const findingOf = ({ rule, message, measured, limit }: GateRule): Finding => ({
  code: 'gate.rule-failed',
  severity: 'error',
  message: `The rule ${rule} did not pass. ${message}`,
  ...(measured === null ? {} : { value: measured }),
  ...(limit === null ? {} : { limit }),
});

export default defineNode({
  title: 'Gate',
  description: 'Fails the run where a metric or a finding is not good enough',
  keywords: ['threshold', 'assert', 'quality gate', 'CI', 'acceptance', 'rule'],
  icon: 'shield-check',
  telling: ['rules'],
  version: 1,
  params: z.object({
    rules: param(z.array(z.string()).default(['findings < error']), {
      title: 'Rules',
      description:
        'One a line: test.roc-auc >= 0.85, lower(test.accuracy) >= 0.9, test.f1[yes] > baseline + 0.1, findings < error.',
      widget: 'list',
    }),
  }),
  inputs: { report: port.report({ many: true }) },
  outputs: { report: port.report() },
  shape: (_, { rules }) => ({ outputs: { report: { kind: 'report' } }, problems: problemsOf(rules) }),
  run: async ({ report: reports }, { rules }, ctx) => {
    const judged = rules.map((text) => {
      const parsed = parseRule(text);
      if ('reason' in parsed) throw fail('param.invalid', invalid(parsed.reason));
      return judgeRule(parsed.rule, text, reports);
    });
    const failed = judged.filter(({ passed }) => !passed);
    const findings = failed.map(findingOf);
    for (const finding of findings) ctx.finding(finding);
    return {
      report: report('Gate', {
        gate: { passed: failed.length === 0, rules: judged },
        findings,
        facts: [{ label: 'Rules passed', value: `${judged.length - failed.length} of ${judged.length}` }],
        tables: [
          {
            title: 'Rules',
            columns: ['rule', 'passed', 'measured', 'limit', 'why'],
            rows: judged.map(({ rule, passed, measured, limit, message }) => [
              rule,
              passed ? 'yes' : 'no',
              measured,
              limit,
              message,
            ]),
          },
        ],
      }),
    };
  },
});
