import type { ClassTable } from './metric-groups.ts';
import { intervalText, metricTitle, metricValue } from './metric-text.ts';

/** Metrics class by class. */
export const ClassMetrics = ({ classes }: { readonly classes: ClassTable }) => {
  // A metric counts the rows it was measured on: all of the part for some, those of the class for others.
  const told = classes.rows.some(({ n }) => n !== classes.rows[0]?.n);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">Class</th>
          {classes.names.map((name) => (
            <th key={name} scope="col" className="right">
              {metricTitle(name)}
            </th>
          ))}
          {told ? (
            <th scope="col" className="right">
              Rows
            </th>
          ) : null}
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
            {told ? <td className="right">{row.n.toLocaleString('en-GB')}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
