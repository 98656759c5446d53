import type uPlot from 'uplot';
import { shownNumber } from '../report/metric-text.ts';
import { token } from '../report/use-theme.ts';
import type { CurveChartData, CurveSeries } from './curve-data.ts';

const height = 168;

const colourOf = ({ heldOut }: CurveSeries): string => token(heldOut ? 'family-evaluate' : 'family-train');

/** Rings the best point of the held-out series, or of the only one. */
const markBest = (chart: uPlot, data: CurveChartData): void => {
  const marked = data.series.find(({ heldOut }) => heldOut) ?? data.series[0];
  if (!marked?.best) return;
  const [x, y] = [chart.valToPos(marked.best.step, 'x', true), chart.valToPos(marked.best.value, 'y', true)];
  const { ctx } = chart;
  ctx.save();
  ctx.setLineDash([]);
  ctx.strokeStyle = colourOf(marked);
  ctx.fillStyle = token('card');
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

const tickTexts = (_chart: uPlot, ticks: number[], _axis: number, _space: number, step: number): string[] => {
  const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
  return ticks.map((tick) => (Math.abs(tick) >= 1e6 ? tick.toExponential(1) : tick.toFixed(decimals)));
};

/** A line in the legend, as the series is drawn. */
const marker = (series: CurveSeries): string => {
  const colour = colourOf(series);
  return series.heldOut ? `repeating-linear-gradient(90deg, ${colour} 0 5px, transparent 5px 8px)` : colour;
};

/** What stands in the legend: the value under the pointer, else the latest. */
const legendText =
  (text: (value: number) => string) =>
  (chart: uPlot, value: number | null | undefined, series: number): string => {
    const points: readonly (number | null | undefined)[] = Array.from(chart.data[series] ?? []);
    const shown = value ?? points.findLast((point) => typeof point === 'number');
    return typeof shown === 'number' ? text(shown) : '—';
  };

/** `data` is asked for each time the chart is drawn, as points come in. */
export const curveOptions = (data: () => CurveChartData, width: number): uPlot.Options => {
  const { series, columns } = data();
  const markers = series.map(marker);
  return {
    width,
    height,
    padding: [8, 12, 0, 0],
    legend: {
      markers: {
        width: 0,
        fill: (_, index) => markers[index - 1] ?? 'transparent',
      },
    },
    cursor: { points: { size: 7 }, drag: { x: false, y: false } },
    scales: { x: { time: false } },
    axes: [
      { ...axis(26), space: 44 },
      { ...axis(48), values: tickTexts },
    ],
    series: [
      { label: 'step', value: legendText(String) },
      ...series.map((one) => ({
        label: one.name,
        stroke: colourOf(one),
        width: 2,
        spanGaps: true,
        points: { show: (columns[0]?.length ?? 0) < 2 },
        ...(one.heldOut ? { dash: [5, 4] } : {}),
        value: legendText(shownNumber),
      })),
    ],
    hooks: { draw: [(chart) => markBest(chart, data())] },
  };
};
