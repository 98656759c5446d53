import type { ModelComparison } from './metric-groups.ts';
import { intervalText, metricTitle, metricValue } from './metric-text.ts';

interface ModelsTableProps {
  readonly comparison: ModelComparison;
  readonly chosen: string;
  readonly onChoose: (model: string) => void;
}

/** Models side by side, the best by each metric in bold; a click on one shows it in full below. */
export const ModelsTable = ({ comparison, chosen, onChoose }: ModelsTableProps) => (
  <div className="plain-table-box models-table">
    <table className="plain-table">
      <caption className="visually-hidden">Models side by side</caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          {comparison.names.map((name) => (
            <th key={name} scope="col" className="right">
              {metricTitle(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {comparison.rows.map(({ model, metrics }) => (
          <tr key={model} className={model === chosen ? 'chosen' : ''}>
            <th scope="row">
              <button
                type="button"
                className="model-choice"
                aria-pressed={model === chosen}
                onClick={() => onChoose(model)}
              >
                {model}
              </button>
            </th>
            {comparison.names.map((name) => {
              const metric = metrics[name];
              const interval = metric && intervalText(metric);
              return (
                <td
                  key={name}
                  className={comparison.best[name] === model ? 'right strong' : 'right'}
                  title={interval ? `95 % interval ${interval}` : undefined}
                >
                  {metric ? metricValue(metric.value) : ''}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
