import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { shownNumber } from '../report/metric-text.ts';
import { useTheme } from '../report/use-theme.ts';
import { useWidth } from '../report/use-width.ts';
import type { CurveChartData } from './curve-data.ts';
import { curveOptions } from './curve-options.ts';

const toPlot = ({ columns }: CurveChartData): uPlot.AlignedData =>
  columns.map((column) => [...column]) as unknown as uPlot.AlignedData;

const describe = ({ title, series }: CurveChartData): string =>
  [
    `Curve of ${title}.`,
    ...series.map(({ name, latest, best }) =>
      latest === undefined || !best
        ? name
        : `${name} ${shownNumber(latest)}, best ${shownNumber(best.value)} at step ${best.step}.`,
    ),
  ].join(' ');

/** Series over steps, drawn again as points come in. */
export const CurveChart = ({ data }: { readonly data: CurveChartData }) => {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const latest = useRef(data);
  latest.current = data;
  const width = useWidth(box);
  const theme = useTheme();
  const names = data.series.map(({ name }) => name).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme or other series need another chart; new points do not
  useEffect(() => {
    if (!box.current || width === 0) return;
    const plot = new uPlot(
      curveOptions(() => latest.current, width),
      toPlot(latest.current),
      box.current,
    );
    chart.current = plot;
    return () => {
      chart.current = null;
      plot.destroy();
    };
  }, [width, theme, names]);
  useEffect(() => chart.current?.setData(toPlot(data)), [data]);
  return (
    <figure className="curve">
      <figcaption className="curve-title">{data.title}</figcaption>
      <div ref={box} className="curve-box" role="img" aria-label={describe(data)} />
    </figure>
  );
};
