import './live-view.css';
import { useMemo } from 'react';
import type { NodeRunState } from '../../../contract/run-state.ts';
import { duration } from '../../canvas/card-status.ts';
import { metricTitle, shownNumber } from '../report/metric-text.ts';
import { CurveChart } from './curve-chart.tsx';
import { curveCharts } from './curve-data.ts';
import { useElapsed } from './use-elapsed.ts';

const Progress = ({ run }: { readonly run: NodeRunState }) => {
  const running = run.status === 'running';
  const elapsed = useElapsed(running ? run.startedAt : undefined);
  const percent = typeof run.fraction === 'number' ? Math.round(run.fraction * 100) : undefined;
  const spent = running ? elapsed : run.ms;
  return (
    <div className="live-progress">
      <div className="live-progress-text">
        <span className="truncate">{run.text || run.status}</span>
        <span className="numeric">
          {running && percent !== undefined ? `${percent} % · ` : ''}
          {spent === undefined ? '' : duration(spent)}
        </span>
      </div>
      {running ? (
        <progress
          className="live-bar"
          max={100}
          aria-label="Progress"
          {...(percent === undefined ? {} : { value: percent })}
        />
      ) : null}
    </div>
  );
};

/** A node at work: how far it is, and its curves. */
export const LiveView = ({ run }: { readonly run: NodeRunState }) => {
  const charts = useMemo(() => curveCharts(run.curves), [run.curves]);
  const [first] = charts;
  const told = first?.series.find(({ heldOut }) => heldOut) ?? first?.series[0];
  return (
    <div className="live">
      <Progress run={run} />
      {told?.latest === undefined ? null : (
        <div className="live-headline">
          <span>{metricTitle(told.name)}</span>
          <span className="live-value numeric">{shownNumber(told.latest)}</span>
          {told.best ? (
            <span className="live-best numeric">
              best {shownNumber(told.best.value)} at step {told.best.step}
            </span>
          ) : null}
        </div>
      )}
      <div className="curves">
        {charts.map((chart) => (
          <CurveChart key={chart.title} data={chart} />
        ))}
      </div>
    </div>
  );
};
