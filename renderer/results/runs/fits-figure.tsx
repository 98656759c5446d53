import { useEffect, useState } from 'react';
import type { LedgerFit } from '../../../contract/ledger.ts';
import type { Figure } from '../../../contract/report.ts';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';
import { Empty } from '../empty.tsx';
import { FigureView } from '../report/figure-view.tsx';
import { metricTitle } from '../report/metric-text.ts';
import { useFits } from './use-ledger.ts';

const general = ['learner', 'rows', 'features', 'node'];

const metricsOf = (fits: readonly LedgerFit[]): readonly string[] => [
  ...new Set(fits.flatMap(({ score }) => (score ? [score.metric] : []))),
];

/** Settings that differ between fits: others tell no points apart. */
const varied = (fits: readonly LedgerFit[]): readonly string[] => {
  const values = new Map<string, Set<string>>();
  for (const { params } of fits)
    for (const [name, value] of Object.entries(params))
      values.set(name, (values.get(name) ?? new Set()).add(JSON.stringify(value)));
  return [...values].flatMap(([name, { size }]) => (size > 1 ? [name] : [])).sort();
};

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly string[];
  readonly chosen: string;
  readonly textOf?: (option: string) => string;
  readonly onChoose: (option: string) => void;
}

const Choice = ({ label, options, chosen, textOf = (option) => option, onChoose }: ChoiceProps) => (
  <label className="runs-choice">
    {label}
    <select className="field" value={chosen} onChange={(event) => onChoose(event.target.value)}>
      {options.map((option) => (
        <option key={option} value={option}>
          {textOf(option)}
        </option>
      ))}
    </select>
  </label>
);

interface Asked {
  readonly metric: string;
  readonly colour: string;
}

const Drawing = ({ metric, colour }: Asked) => {
  const document = useDocumentId();
  const [figure, setFigure] = useState<Figure | null>(null);
  useEffect(() => {
    if (document === undefined) return;
    const abort = new AbortController();
    client.call('run.fits-figure', { document, metric, colour }, abort.signal).then(setFigure, () => setFigure(null));
    return () => abort.abort();
  }, [document, metric, colour]);
  return figure ? <FigureView figure={figure} /> : null;
};

const Drawn = ({ fits }: { readonly fits: readonly LedgerFit[] }) => {
  const metrics = metricsOf(fits);
  const [chosen, setChosen] = useState<string>();
  const [colour, setColour] = useState('learner');
  const metric = chosen !== undefined && metrics.includes(chosen) ? chosen : (metrics[0] ?? '');
  return (
    <div className="fits-figure">
      <div className="runs-choices">
        <Choice label="Score" options={metrics} chosen={metric} textOf={metricTitle} onChoose={setChosen} />
        <Choice label="Colour" options={[...general, ...varied(fits)]} chosen={colour} onChoose={setColour} />
      </div>
      <Drawing key={fits.length} metric={metric} colour={colour} />
    </div>
  );
};

/** Learning time against accuracy, one point a fit. */
export const FitsFigure = () => {
  const fits = useFits();
  if (!fits) return null;
  if (metricsOf(fits).length === 0)
    return <Empty title="No scored fits yet">A learner that sees validation rows, or a search, scores its fits.</Empty>;
  return <Drawn fits={fits} />;
};
