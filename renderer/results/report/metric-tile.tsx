import { isBetter } from '../../../contract/metric-direction.ts';
import type { Metric } from '../../../contract/report.ts';
import { intervalText, metricSentence, metricTitle, metricValue, shownNumber } from './metric-text.ts';
import { type Whisker, whiskerOf } from './whisker.ts';

const WhiskerLine = ({ whisker }: { readonly whisker: Whisker }) => {
  const { value, low, high, baseline } = whisker;
  return (
    <svg className="whisker" width="100%" height="14" aria-hidden="true">
      <line className="scale" x1="0" x2="100%" y1="7" y2="7" />
      {baseline === undefined ? null : (
        <line className="baseline" x1={`${baseline}%`} x2={`${baseline}%`} y1="1" y2="13" />
      )}
      <circle className="value" cx={`${value}%`} cy="7" r="3" />
      {low === undefined || high === undefined ? null : (
        <g className="interval">
          <line x1={`${low}%`} x2={`${high}%`} y1="7" y2="7" />
          <line x1={`${low}%`} x2={`${low}%`} y1="3.5" y2="10.5" />
          <line x1={`${high}%`} x2={`${high}%`} y1="3.5" y2="10.5" />
        </g>
      )}
    </svg>
  );
};

const against = ({ name, value, baseline }: Metric): { readonly text: string; readonly tone: string } | undefined => {
  if (baseline === undefined || baseline === null) return undefined;
  const better = value === null ? undefined : isBetter(name, baseline, value);
  return { text: shownNumber(baseline), tone: better === undefined ? '' : better ? ' better' : ' worse' };
};

/** One metric: value, 95 % interval, what a baseline reaches, and on how many rows. */
export const MetricTile = ({ metric, headline = false }: { readonly metric: Metric; readonly headline?: boolean }) => {
  const whisker = whiskerOf(metric);
  const interval = intervalText(metric);
  const baseline = against(metric);
  return (
    <li className={`metric-tile${headline ? ' headline' : ''}`}>
      <span className="visually-hidden">{metricSentence(metric)}</span>
      <div aria-hidden="true">
        <div className="metric-name">
          {metricTitle(metric.name)}
          {metric.average ? <span className="metric-average">{metric.average}</span> : null}
        </div>
        <div className={`metric-value${metric.value === null ? ' none' : ''}`}>{metricValue(metric.value)}</div>
        {whisker ? <WhiskerLine whisker={whisker} /> : <div className="whisker-none" />}
        <div className="metric-beside">
          {interval ? <span>{interval}</span> : <span>n {metric.n.toLocaleString('en-GB')}</span>}
          {baseline ? <span className={`metric-baseline${baseline.tone}`}>baseline {baseline.text}</span> : null}
        </div>
      </div>
    </li>
  );
};
