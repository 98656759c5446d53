import type { ThresholdStudy } from '../../contract/report.ts';
import { keyed } from '../results/keyed.ts';
import { histogramOf } from './study-counts.ts';

const bins = 50;
const half = 78;
const wide = 500;

const Side = ({
  counts,
  most,
  threshold,
  up,
}: {
  readonly counts: readonly number[];
  readonly most: number;
  readonly threshold: number;
  readonly up: boolean;
}) =>
  keyed(counts, String).map(({ key, item: count, index: bin }) => {
    const height = count === 0 ? 0 : Math.max(1.5, (Math.sqrt(count) / Math.sqrt(most)) * (half - 4));
    const called = (bin + 0.5) / bins >= threshold;
    return (
      <rect
        key={key}
        className={`score-bar ${up ? 'positive' : 'negative'} ${called === up ? 'right' : 'wrong'}`}
        x={(bin * wide) / bins + 1}
        width={wide / bins - 2}
        y={up ? half - height : half}
        height={height}
      />
    );
  });

interface ScoreBarsProps {
  readonly study: ThresholdStudy;
  readonly threshold: number;
  onMove(threshold: number): void;
}

/** Rows by score, the positive class upwards and the negative one downwards; the threshold is dragged over them. */
export const ScoreBars = ({ study, threshold, onMove }: ScoreBarsProps) => {
  const { positive, negative } = histogramOf(study, bins);
  const most = Math.max(1, ...positive, ...negative);
  const [low, high] = study.classes;
  return (
    <div className="score-bars">
      <span className="score-side">
        <i className="score-key positive" aria-hidden="true" />
        {high}
      </span>
      <div className="score-plot">
        <svg viewBox={`0 0 ${wide} ${2 * half}`} preserveAspectRatio="none" aria-hidden="true">
          <Side counts={positive} most={most} threshold={threshold} up />
          <Side counts={negative} most={most} threshold={threshold} up={false} />
          <line className="score-zero" x1={0} x2={wide} y1={half} y2={half} />
        </svg>
        <div className="score-line" style={{ left: `${threshold * 100}%` }} aria-hidden="true" />
        <input
          type="range"
          className="score-range"
          aria-label="Threshold"
          aria-valuetext={`${threshold.toFixed(3)}: from there on a row counts as ${high}`}
          min={0}
          max={1}
          step={0.005}
          value={threshold}
          onChange={(event) => onMove(Number(event.target.value))}
        />
      </div>
      <span className="score-side">
        <i className="score-key negative" aria-hidden="true" />
        {low}
      </span>
      <div className="score-axis" aria-hidden="true">
        <span>0</span>
        <span>probability of {high}</span>
        <span>1</span>
      </div>
    </div>
  );
};
