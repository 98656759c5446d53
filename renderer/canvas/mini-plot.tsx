import type { CurvePoint, NodeRunState } from '../../contract/run-state.ts';
import { useRuns } from '../state/runs.ts';

const width = 216;
const height = 52;
const inset = 5;

interface Scale {
  readonly steps: readonly [number, number];
  readonly values: readonly [number, number];
}

const scaleOf = (curves: readonly (readonly CurvePoint[])[]): Scale => {
  const points = curves.flat().filter((point) => Number.isFinite(point.value));
  const bounds = (numbers: readonly number[]): readonly [number, number] => {
    const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return low < high ? [low, high] : [low - 0.5, high + 0.5];
  };
  return { steps: bounds(points.map(({ step }) => step)), values: bounds(points.map(({ value }) => value)) };
};

const thinned = (curve: readonly CurvePoint[]): readonly CurvePoint[] => {
  const every = Math.ceil(curve.length / width);
  return every <= 1 ? curve : curve.filter((_, index) => index % every === 0 || index === curve.length - 1);
};

/** Points of a polyline in the card's plot. */
export const plotPoints = (curve: readonly CurvePoint[], { steps, values }: Scale): string =>
  thinned(curve)
    .filter((point) => Number.isFinite(point.value))
    .map(({ step, value }) => {
      const x = inset + ((step - steps[0]) / (steps[1] - steps[0])) * (width - 2 * inset);
      const y = height - inset - ((value - values[0]) / (values[1] - values[0])) * (height - 2 * inset);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');

const isHeldOut = (series: string): boolean => /valid|test|held|fold/i.test(series);

const noCurves: NodeRunState['curves'] = {};

/** The live curves of a node: training drawn through, held-out data dashed. */
export const MiniPlot = ({ node }: { readonly node: string }) => {
  const curves = useRuns((state) => {
    const now = state.run?.nodes[node]?.curves;
    return now && Object.keys(now).length > 0 ? now : (state.lastResults[node]?.curves ?? noCurves);
  });
  const shown = Object.entries(curves).slice(0, 3);
  if (shown.length === 0) return <div className="card-plot" />;
  const scale = scaleOf(shown.map(([, curve]) => curve));
  return (
    <div className="card-plot">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        {shown.map(([series, curve]) => (
          <polyline
            key={series}
            className={isHeldOut(series) ? 'held-out' : 'fitted'}
            points={plotPoints(curve, scale)}
            fill="none"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        ))}
      </svg>
    </div>
  );
};
