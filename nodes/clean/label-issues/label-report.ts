import { classOverlaps, classQuality, healthScore, labelNoise } from '../../../algorithms/labels/label-noise.ts';
import { countLabels } from '../../../algorithms/labels/thresholds.ts';
import { type Figure, type Report, type ReportTable, report } from '../../../contract/report.ts';
import { figure, inline } from '../../evaluate/figure.ts';
import type { Judged } from './judge-labels.ts';

const mostClasses = 22;

export interface LabelReportContent {
  readonly target: string;
  /** Type of the learner that judged. */
  readonly learner: string;
  readonly part: string;
  readonly removed: number;
  readonly corrections: { readonly given: number; readonly applied: number; readonly confirmed: number };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What the labels as a whole are worth. */
export const labelReport = (judged: Judged, content: LabelReportContent): Report => {
  const { seen, issues } = judged;
  const { target, learner, part, removed, corrections } = content;
  const rows = seen.rows.length;
  const { given, applied, confirmed } = corrections;
  return report(`Labels of “${target}”`, {
    headline: 'label-health',
    metrics: [
      { name: 'label-health', part, value: healthScore(issues, rows), n: rows },
      { name: 'label-issues', part, value: issues, n: rows },
    ],
    figures: heatMap(judged),
    tables: [...joint(judged), classes(judged), overlaps(judged)],
    facts: [
      { label: 'Rows looked at', value: rows.toLocaleString('en') },
      {
        label: 'Labels probably wrong',
        value: `${issues.toLocaleString('en')} (${percent(rows === 0 ? 0 : issues / rows)})`,
      },
      {
        label: 'Decided by a person',
        value: `${applied} of ${given}: ${applied - confirmed} changed, ${confirmed} kept`,
      },
      { label: 'Rows removed', value: removed.toLocaleString('en') },
      { label: 'Judged by', value: `${learner}, ${seen.folds} fits, each on the other folds` },
    ],
  });
};

const counts = ({ seen, joint: cells }: Judged) => {
  const width = seen.classes.length;
  return (own: number, other: number): number => cells[own * width + other] as number;
};

const joint = (judged: Judged): readonly ReportTable[] => {
  const { classes: names } = judged.seen;
  if (names.length > mostClasses) return [];
  const cell = counts(judged);
  return [
    {
      title: 'Estimated rows by given and true class',
      columns: ['given', ...names.map((name) => `truly ${name}`)],
      rows: names.map((name, own) => [name, ...names.map((_, other) => cell(own, other))]),
    },
  ];
};

const classes = (judged: Judged): ReportTable => {
  const { seen, rows, joint: cells, flags } = judged;
  const given = countLabels(rows);
  const issues = new Float64Array(rows.classes);
  for (const [row, flag] of flags.entries()) {
    const own = rows.given[row] as number;
    issues[own] = (issues[own] as number) + flag;
  }
  return {
    title: 'Classes, by how far their label can be trusted',
    columns: ['class', 'rows', 'probably wrong', 'label noise', 'inverse noise'],
    rows: classQuality(labelNoise(cells, rows), rows.classes)
      .map(({ code, labelNoise: noise, inverseNoise }) => ({ code, noise, inverseNoise }))
      .sort((a, b) => b.noise - a.noise || a.code - b.code)
      .map(({ code, noise, inverseNoise }) => [
        seen.classes[code] ?? '',
        given[code] ?? 0,
        issues[code] ?? 0,
        noise,
        inverseNoise,
      ]),
  };
};

const overlaps = ({ seen, rows, joint: cells }: Judged): ReportTable => ({
  title: 'Classes taken for each other',
  columns: ['class', 'other class', 'share of all rows', 'rows'],
  rows: classOverlaps(labelNoise(cells, rows), rows.classes)
    .slice(0, 50)
    .map(({ classes: [one, other], share }) => [
      seen.classes[one] ?? '',
      seen.classes[other] ?? '',
      share,
      Math.round(share * seen.rows.length),
    ]),
});

const heatMap = (judged: Judged): readonly Figure[] => {
  const { classes: names } = judged.seen;
  if (names.length > mostClasses) return [];
  const cell = counts(judged);
  const values = names.flatMap((given, own) =>
    names.map((truly, other) => ({
      given,
      truly,
      rows: cell(own, other),
      mixed: own === other ? 0 : cell(own, other),
    })),
  );
  const mixed = values.reduce((sum, value) => sum + value.mixed, 0);
  const axis = (field: string, title: string, extra = {}) => ({
    field,
    type: 'nominal',
    title,
    sort: [...names],
    ...extra,
  });
  return [
    figure({
      name: 'label-joint',
      title: 'Given label by what it probably is',
      summary: `Matrix of given by probable true class: ${mixed} of ${judged.seen.rows.length} rows are off the diagonal.`,
      height: 40 + 36 * names.length,
      spec: {
        data: inline(values),
        encoding: {
          x: axis('truly', 'probably', { axis: { orient: 'top', labelAngle: 0 } }),
          y: axis('given', 'given'),
        },
        layer: [
          {
            mark: { type: 'rect', tooltip: true },
            encoding: { color: { field: 'mixed', type: 'quantitative', title: 'mixed up' } },
          },
          { mark: { type: 'text' }, encoding: { text: { field: 'rows', type: 'quantitative', format: ',' } } },
        ],
      },
    }),
  ];
};
