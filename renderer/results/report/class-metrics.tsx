import type { ClassTable } from './metric-groups.ts';
import { intervalText, metricTitle, metricValue } from './metric-text.ts';

/** Metrics class by class. */
export const ClassMetrics = ({ classes }: { readonly classes: ClassTable }) => (
  <table className="plain-table">
    <thead>
      <tr>
        <th scope="col">Class</th>
        {classes.names.map((name) => (
          <th key={name} scope="col" className="right">
            {metricTitle(name)}
          </th>
        ))}
        <th scope="col" className="right">
          Rows
        </th>
      </tr>
    </thead>
    <tbody>
      {classes.rows.map((row) => (
        <tr key={row.class}>
          <th scope="row">{row.class}</th>
          {classes.names.map((name) => {
            const metric = row.metrics[name];
            const interval = metric && intervalText(metric);
            return (
              <td key={name} className="right" title={interval ? `95 % interval ${interval}` : undefined}>
                {metric ? metricValue(metric.value) : ''}
              </td>
            );
          })}
          <td className="right">{row.n.toLocaleString('en-GB')}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
