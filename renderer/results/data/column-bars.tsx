import type { ColumnSummary } from '../../../contract/api.ts';
import { keyed } from '../keyed.ts';

const width = 100;
const height = 14;

interface ColumnBarsProps {
  readonly summary: ColumnSummary | undefined;
  readonly rows: number;
}

/** How a column's values are spread, and beneath it the share that is missing. */
export const ColumnBars = ({ summary, rows }: ColumnBarsProps) => {
  const bars = summary?.bars ?? [];
  const tallest = bars.reduce((most, { count }) => Math.max(most, count), 1);
  const step = width / Math.max(bars.length, 8);
  const missing = summary && rows > 0 ? summary.missing / rows : 0;
  return (
    <svg className="column-bars" viewBox={`0 0 ${width} ${height + 4}`} preserveAspectRatio="none" aria-hidden="true">
      {keyed(bars, ({ label }) => label).map(({ key, item: { count }, index }) => {
        const tall = count === 0 ? 0 : Math.max(1, (count / tallest) * height);
        return <rect key={key} x={index * step} y={height - tall} width={step * 0.84} height={tall} />;
      })}
      <rect className="rest" x="0" y={height + 2} width={width} height="2" />
      {missing > 0 ? (
        <rect className="missing" x="0" y={height + 2} width={Math.max(1.5, missing * width)} height="2" />
      ) : null}
    </svg>
  );
};
