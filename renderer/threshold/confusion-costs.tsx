import type { RowCosts, ThresholdStudy } from '../../contract/report.ts';
import { NumberControl } from '../inspector/controls/number-control.tsx';
import type { Counts } from './study-counts.ts';

interface ConfusionCostsProps {
  readonly study: ThresholdStudy;
  readonly counts: Counts;
  readonly costs: RowCosts;
  onCosts(costs: RowCosts): void;
}

const names: Readonly<Record<keyof RowCosts, string>> = {
  truePositives: 'hit',
  falseNegatives: 'miss',
  falsePositives: 'false alarm',
  trueNegatives: 'right no',
};

const number = { type: 'number', default: 0 } as const;

const Cell = ({
  kind,
  counts,
  costs,
  onCosts,
  share,
}: ConfusionCostsProps & { kind: keyof RowCosts; share: number }) => (
  <td className={kind === 'truePositives' || kind === 'trueNegatives' ? 'right' : 'wrong'}>
    <b>{counts[kind].toLocaleString('en-GB')}</b>
    <span className="confusion-share">
      {Math.round(share * 100)} % · {names[kind]}
    </span>
    <span className="confusion-cost">
      <span aria-hidden="true">cost</span>
      <NumberControl
        id={`threshold-cost-${kind}`}
        label={`Cost of a ${names[kind]}`}
        schema={number}
        value={costs[kind]}
        invalid={false}
        columns={undefined}
        node=""
        onChange={(value) => onCosts({ ...costs, [kind]: typeof value === 'number' ? value : 0 })}
      />
    </span>
  </td>
);

/** What the rows are against what they are called, and what each kind costs. */
export const ConfusionCosts = (props: ConfusionCostsProps) => {
  const { study, counts } = props;
  const [low, high] = study.classes;
  const share = (kind: keyof RowCosts, rows: number): number => (rows > 0 ? counts[kind] / rows : 0);
  return (
    <table className="confusion-costs" aria-label="Confusion matrix with costs">
      <thead>
        <tr>
          <td />
          <th scope="col">called {high}</th>
          <th scope="col">called {low}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">is {high}</th>
          <Cell {...props} kind="truePositives" share={share('truePositives', study.positives)} />
          <Cell {...props} kind="falseNegatives" share={share('falseNegatives', study.positives)} />
        </tr>
        <tr>
          <th scope="row">is {low}</th>
          <Cell {...props} kind="falsePositives" share={share('falsePositives', study.negatives)} />
          <Cell {...props} kind="trueNegatives" share={share('trueNegatives', study.negatives)} />
        </tr>
      </tbody>
    </table>
  );
};
