import type { CurvePoint, NodeRunState } from '../../contract/run-state.ts';
import { useRuns } from '../state/runs.ts';
import { card } from './card-size.ts';
import type { CardData } from './to-flow.ts';

/** Left of the port names there is room for a plot where a node has more outputs than inputs. */
export interface PlotPlace {
  readonly top: number;
  readonly height: number;
}

const width = 138;
const inset = 4;

/** Undefined where the card has no room, or its kind of node draws no curves. */
export const plotPlace = ({ entry, ports }: CardData): PlotPlace | undefined => {
  const free = ports.outputs.length - ports.inputs.length;
  if (free < 2 || (entry?.role !== 'learner' && entry?.family !== 'tune')) return undefined;
  return { top: ports.inputs.length * card.row + 3, height: free * card.row - 4 };
};

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
export const plotPoints = (curve: readonly CurvePoint[], { steps, values }: Scale, height: number): string =>
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
export const MiniPlot = ({ node, place }: { readonly node: string; readonly place: PlotPlace }) => {
  const curves = useRuns((state) => {
    const now = state.run?.nodes[node]?.curves;
    return now && Object.keys(now).length > 0 ? now : (state.lastResults[node]?.curves ?? noCurves);
  });
  const shown = Object.entries(curves)
    .filter(([, curve]) => curve.length > 1)
    .slice(0, 3);
  if (shown.length === 0) return null;
  const { top, height } = place;
  const scale = scaleOf(shown.map(([, curve]) => curve));
  return (
    <div className="card-plot" style={{ top, height, width }}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        {shown.map(([series, curve]) => (
          <polyline
            key={series}
            className={isHeldOut(series) ? 'held-out' : 'fitted'}
            points={plotPoints(curve, scale, height)}
            fill="none"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        ))}
      </svg>
    </div>
  );
};
