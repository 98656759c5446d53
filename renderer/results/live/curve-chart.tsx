import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { shownNumber } from '../report/metric-text.ts';
import { token, useTheme } from '../report/use-theme.ts';
import { useWidth } from '../report/use-width.ts';
import type { CurveChartData, CurveSeries } from './curve-data.ts';

const height = 168;

const colourOf = ({ heldOut }: CurveSeries): string => token(heldOut ? 'family-evaluate' : 'family-train');

const markBest = (data: CurveChartData) => (chart: uPlot) => {
  const marked = data.series.find(({ heldOut }) => heldOut) ?? data.series[0];
  if (!marked?.best) return;
  const [x, y] = [chart.valToPos(marked.best.step, 'x', true), chart.valToPos(marked.best.value, 'y', true)];
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colourOf(marked);
  ctx.fillStyle = token('panel');
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(x, y, 4 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.restore();
};

const axis = (size: number): uPlot.Axis => ({
  stroke: token('text-3'),
  font: '11px "Inter Variable", system-ui, sans-serif',
  grid: { stroke: token('line'), width: 1 },
  ticks: { show: false },
  size,
  gap: 6,
});

const optionsOf = (data: CurveChartData, width: number): uPlot.Options => ({
  width,
  height,
  padding: [8, 12, 0, 0],
  legend: { live: true },
  cursor: { points: { size: 7 }, drag: { x: false, y: false } },
  scales: { x: { time: false } },
  axes: [
    { ...axis(26), space: 60 },
    { ...axis(52), values: (_, ticks) => ticks.map((tick) => shownNumber(tick)) },
  ],
  series: [
    { label: 'step', value: (_, value: number | null) => (value === null ? '' : String(value)) },
    ...data.series.map((series) => ({
      label: series.name,
      stroke: colourOf(series),
      width: 2,
      spanGaps: true,
      points: { show: (data.columns[0]?.length ?? 0) < 2 },
      ...(series.heldOut ? { dash: [5, 4] } : {}),
      value: (_: uPlot, value: number | null) => (value === null ? '—' : shownNumber(value)),
    })),
  ],
  hooks: { draw: [markBest(data)] },
});

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
    // Points that come later are read through the reference, so that the best one is marked where it now is.
    const options = optionsOf(latest.current, width);
    const plot = new uPlot(
      { ...options, hooks: { draw: [(drawn) => markBest(latest.current)(drawn)] } },
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
