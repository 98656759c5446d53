import { fail } from '../../../contract/problem.ts';
import { type FoldScores, type Metric, type Report, report } from '../../../contract/report.ts';
import { meanScore } from '../mean-score.ts';
import { numbered } from '../numbered.ts';
import { pairedFolds, type ScoredByFold } from '../paired-folds.ts';
import { verdictFindings, verdictsOf, verdictTable } from '../paired-verdicts.ts';
import { aloneFinding } from './alone-finding.ts';
import { differenceFigure } from './difference-figure.ts';

interface Scored {
  /** Title of the report. */
  readonly title: string;
  readonly folds: FoldScores;
  readonly headline: string | undefined;
}

/** Learners by what they scored on the same folds, with a test that allows for the training rows that folds share. */
export const compareFolds = (
  reports: readonly Report[],
  choice: string,
  titles: readonly (string | undefined)[],
): Report => {
  const scored = scoredReports(reports, titles);
  const metric = choice === 'auto' ? (scored[0]?.headline ?? '') : choice;
  for (const { title, folds } of scored)
    if (folds.learners.some(({ scores }) => !scores[metric]))
      throw fail('param.invalid', {
        param: 'metric',
        values: { param: 'Metric', reason: `“${title}” has no ${metric} by fold` },
      });
  return reportOf(scored, metric);
};

/** @throws data.no-fold-scores, data.different-folds */
const scoredReports = (reports: readonly Report[], titles: readonly (string | undefined)[]): readonly Scored[] => {
  const names = numbered(reports.map(({ title }, index) => titles[index] ?? title));
  const scored = reports.map(({ folds, headline }, index): Scored => {
    const title = names[index] ?? '';
    if (!folds) throw fail('data.no-fold-scores', { values: { report: title } });
    return { title, folds, headline };
  });
  const [first] = scored;
  const other = scored.find(({ folds }) => folds.key !== first?.folds.key);
  if (first && other) throw fail('data.different-folds', { values: { one: first.title, other: other.title } });
  return scored;
};

/** A learner that several reports have is called by its report too. */
const learnersOf = (scored: readonly Scored[], metric: string): readonly ScoredByFold[] => {
  const all = scored.flatMap(({ title, folds }) =>
    folds.learners.map(({ name, scores }) => ({ name, title, scores: scores[metric] ?? [] })),
  );
  const isShared = (name: string): boolean => all.filter((one) => one.name === name).length > 1;
  const names = numbered(all.map(({ name, title }) => (isShared(name) ? `${name} (${title})` : name)));
  return all.map(({ scores }, index) => ({ name: names[index] ?? '', scores }));
};

const reportOf = (scored: readonly Scored[], metric: string): Report => {
  const learners = learnersOf(scored, metric);
  const rows = scored[0]?.folds.rows ?? 0;
  const ratio = Math.max(...scored.map(({ folds }) => folds.ratio));
  const count = learners[0]?.scores.length ?? 0;
  const verdicts = verdictsOf(pairedFolds(learners, metric, ratio), { metric, on: `on the same ${count} folds` });
  const figure = differenceFigure(verdicts, metric);
  return report('Comparison', {
    headline: metric,
    metrics: learners.map(({ name: model, scores }): Metric => {
      const { value, interval } = meanScore(scores, metric, ratio);
      return { name: metric, part: 'validation', n: rows, model, value, ...interval };
    }),
    findings: learners.length > 1 ? verdictFindings(verdicts) : [aloneFinding('the report of another one')],
    figures: figure ? [figure] : [],
    tables: verdicts.length > 0 ? [verdictTable(verdicts, { metric })] : [],
    facts: [
      { label: 'Folds', value: `${count}, of ${rows.toLocaleString('en')} training rows` },
      { label: 'Test', value: 'paired t, corrected for the training rows that folds share (Nadeau and Bengio)' },
      { label: 'p values', value: `two-sided, adjusted for ${verdicts.length} pairs after Holm` },
    ],
  });
};
