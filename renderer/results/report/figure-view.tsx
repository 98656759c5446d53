import { ChartColumn, Table2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { isWide } from '../../../contract/figure-spec.ts';
import type { Figure } from '../../../contract/report.ts';
import { keyed } from '../keyed.ts';
import { areaPick, type ChosenRows, markPick, type Range } from '../picks/figure-picks.ts';
import { RowsMenu } from '../picks/rows-menu.tsx';
import { useShowRows } from '../picks/show-rows.ts';
import { ScrollBox } from '../scroll-box.tsx';
import { figureTables } from './figure-spec.ts';
import { PlainTable } from './plain-table.tsx';
import { useTheme } from './use-theme.ts';
import { useWidth } from './use-width.ts';

const Drawing = ({ figure }: { readonly figure: Figure }) => {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const theme = useTheme();
  const show = useShowRows();
  const [failure, setFailure] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the figure takes its colours from the theme
  useEffect(() => {
    const place = box.current;
    if (!place || width === 0) return;
    let gone = false;
    let takeAway: (() => void) | undefined;
    const shown = (rows: ChosenRows | undefined): void => {
      if (rows) show?.(rows);
    };
    const answers = show && {
      onMark: (datum: unknown) => shown(markPick(figure, datum)),
      onArea: (across: Range, up: Range) => shown(figure.brush && areaPick(figure.brush, across, up)),
    };
    import('./draw-figure.ts')
      .then(({ drawFigure }) => (gone ? undefined : drawFigure(place, figure, { width, answers })))
      .then(
        (undo) => {
          if (gone) undo?.();
          else takeAway = undo;
        },
        (thrown: unknown) => setFailure(String(thrown)),
      );
    return () => {
      gone = true;
      takeAway?.();
    };
  }, [figure, width, theme, show]);
  return (
    <>
      <div ref={box} className="figure-drawing" role="img" aria-label={figure.summary} />
      {failure ? (
        <p className="figure-failure">The figure could not be drawn. Its numbers are in the table. ({failure})</p>
      ) : null}
    </>
  );
};

/** A figure with its summary; its numbers can be had as a table. */
export const FigureView = ({ figure }: { readonly figure: Figure }) => {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const Icon = asTable ? ChartColumn : Table2;
  const tables = asTable ? figureTables(figure.spec, figure.title) : [];
  return (
    <figure className={isWide(figure.spec) ? 'figure wide' : 'figure'} aria-labelledby={id}>
      <div className="figure-head">
        <figcaption id={id}>{figure.title}</figcaption>
        <span className="figure-actions">
          <RowsMenu title={figure.title} picks={figure.picks ?? []} />
          <button type="button" className="button plain small" onClick={() => setAsTable(!asTable)}>
            <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
            {asTable ? 'Show as figure' : 'Show as table'}
          </button>
        </span>
      </div>
      {asTable ? (
        keyed(tables, ({ title }) => title).map(({ key, item }) => <PlainTable key={key} table={item} />)
      ) : isWide(figure.spec) ? (
        <ScrollBox className="figure-scroll" label={figure.title}>
          <Drawing figure={figure} />
        </ScrollBox>
      ) : (
        <Drawing figure={figure} />
      )}
      <p className="figure-summary">{figure.summary}</p>
    </figure>
  );
};
