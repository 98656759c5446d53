import './threshold.css';
import { useState } from 'react';
import type { RowCosts, ThresholdStudy } from '../../contract/report.ts';
import { setParams } from '../edit/flow-commands.ts';
import { sealStep } from '../state/document.ts';
import { ConfusionCosts } from './confusion-costs.tsx';
import { ScoreBars } from './score-bars.tsx';
import { cheapest, costOf, countsAt, scoresOf } from './study-counts.ts';

interface ThresholdStudioProps {
  readonly node: string;
  readonly study: ThresholdStudy;
  onLeave(): void;
}

const shown = (value: number | undefined): string => (value === undefined ? 'undefined' : value.toFixed(3));

const differs = (value: number | undefined, before: number | undefined): string => {
  const by = (value ?? 0) - (before ?? 0);
  return value === undefined || before === undefined || Math.abs(by) < 5e-4
    ? ''
    : `${by > 0 ? '+' : '−'}${Math.abs(by).toFixed(3)}`;
};

const Scores = ({
  study,
  threshold,
  costs,
}: {
  readonly study: ThresholdStudy;
  readonly threshold: number;
  readonly costs: RowCosts;
}) => {
  const [now, before] = [countsAt(study, threshold), countsAt(study, study.chosen)];
  const earlier = scoresOf(before);
  const rows = [
    ...scoresOf(now).map((score, index) => ({ ...score, before: earlier[index]?.value })),
    {
      name: 'Mean cost',
      value: costOf(now, costs),
      before: costOf(before, costs),
      explained: 'a row, with these costs',
    },
  ];
  return (
    <table className="studio-scores" aria-label="Scores at this threshold">
      <tbody>
        {rows.map(({ name, value, before: old, explained }) => (
          <tr key={name} title={explained}>
            <th scope="row">{name}</th>
            <td>{shown(value)}</td>
            <td className="studio-difference">{differs(value, old)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Tries thresholds and costs out on counts that the last run kept. What is used becomes a setting, as one step to undo. */
export const ThresholdStudio = ({ node, study, onLeave }: ThresholdStudioProps) => {
  const [threshold, setThreshold] = useState(Number(study.chosen.toPrecision(6)));
  const [costs, setCosts] = useState(study.costs);
  const { settings } = study;
  const use = (values: Parameters<typeof setParams>[1]): void => {
    setParams(node, values);
    sealStep();
    onLeave();
  };
  const least = cheapest(study, costs);
  return (
    <div className="studio">
      <p className="studio-lead">
        {(study.positives + study.negatives).toLocaleString('en-GB')} {study.rows}. A row counts as{' '}
        <b>{study.classes[1]}</b> from <output className="studio-at">{threshold.toFixed(3)}</output> on; the last run
        used {study.chosen.toFixed(3)}.
      </p>
      <ScoreBars study={study} threshold={threshold} onMove={setThreshold} />
      <div className="studio-panes">
        <ConfusionCosts study={study} counts={countsAt(study, threshold)} costs={costs} onCosts={setCosts} />
        <Scores study={study} threshold={threshold} costs={costs} />
      </div>
      <div className="studio-actions">
        <button type="button" className="button" onClick={() => setThreshold(least)}>
          Go to the cheapest, {least.toFixed(3)}
        </button>
        <span className="studio-gap" />
        <button
          type="button"
          className="button"
          onClick={() =>
            use({
              ...Object.fromEntries(
                Object.entries(settings.costs.params).map(([kind, param]) => [param, costs[kind as keyof RowCosts]]),
              ),
              ...settings.costs.with,
            })
          }
        >
          Let these costs choose
        </button>
        <button
          type="button"
          className="button primary"
          onClick={() => use({ [settings.threshold.param]: threshold, ...settings.threshold.with })}
        >
          Use this threshold
        </button>
      </div>
    </div>
  );
};
