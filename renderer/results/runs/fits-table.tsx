import { useState } from 'react';
import type { LedgerFit } from '../../../contract/ledger.ts';
import { duration } from '../../canvas/card-status.ts';
import { useSession } from '../../state/session.ts';
import { Empty } from '../empty.tsx';
import { keyed } from '../keyed.ts';
import { NodeName } from '../lists/node-name.tsx';
import { bytesText } from '../model/bytes-text.ts';
import { metricTitle, metricValue } from '../report/metric-text.ts';
import { momentText, paramsText } from './run-text.ts';
import { SortHead } from './sort-head.tsx';
import { matchingRows, type Sorting, sortedRows } from './sorted-rows.ts';
import { useFits } from './use-ledger.ts';

/** More rows than a table can show at once without delay. */
const most = 500;

const columns = [
  { id: 'at', title: 'When' },
  { id: 'node', title: 'Node' },
  { id: 'type', title: 'Learner' },
  { id: 'purpose', title: 'Fit' },
  { id: 'rows', title: 'Rows', right: true },
  { id: 'features', title: 'Features', right: true },
  { id: 'seconds', title: 'Took', right: true },
  { id: 'peakBytes', title: 'Memory', right: true },
  { id: 'score', title: 'Score', right: true },
] as const;

const keyOf = (fit: LedgerFit, column: string): string | number | undefined =>
  column === 'score' ? fit.score?.value : fit[column as Exclude<(typeof columns)[number]['id'], 'score'>];

const textOf = ({ node, type, purpose, params, score }: LedgerFit): string =>
  `${node} ${type} ${purpose} ${paramsText(params)} ${score?.metric ?? ''}`;

const Row = ({ fit }: { readonly fit: LedgerFit }) => {
  const title = useSession((state) => state.entries[fit.type]?.title ?? fit.type);
  return (
    <tr>
      <th scope="row" className="numeric">
        {momentText(fit.at)}
      </th>
      <td>
        <NodeName node={fit.node} />
      </td>
      <td>{title}</td>
      <td>{fit.purpose}</td>
      <td className="right">{fit.rows.toLocaleString('en-GB')}</td>
      <td className="right">{fit.features.toLocaleString('en-GB')}</td>
      <td className="right">{duration(fit.seconds * 1000)}</td>
      <td className="right">{bytesText(fit.peakBytes)}</td>
      <td className="right">
        {fit.score ? (
          <>
            {metricTitle(fit.score.metric)} <strong>{metricValue(fit.score.value)}</strong>
          </>
        ) : (
          <span className="data-missing">—</span>
        )}
      </td>
      <td className="fit-params" title={paramsText(fit.params)}>
        {paramsText(fit.params)}
      </td>
    </tr>
  );
};

/** Every fit: how long it took, on how much, and how well it scored. */
export const FitsTable = ({ filter }: { readonly filter: string }) => {
  const fits = useFits();
  const [sorting, setSorting] = useState<Sorting>({ column: 'at', descending: true });
  if (!fits) return null;
  if (fits.length === 0)
    return <Empty title="No fits yet">Each fit of a learner is kept here with its time, memory and score.</Empty>;
  const found = sortedRows(matchingRows(fits, textOf, filter), keyOf, sorting);
  return (
    <>
      <table className="plain-table runs">
        <caption className="visually-hidden">Fits</caption>
        <thead>
          <tr>
            <SortHead columns={columns} sorting={sorting} onSort={setSorting} />
            <th scope="col">Settings</th>
          </tr>
        </thead>
        <tbody>
          {keyed(found.slice(0, most), ({ run, at, node }) => `${run} ${at} ${node}`).map(({ key, item }) => (
            <Row key={key} fit={item} />
          ))}
        </tbody>
      </table>
      {found.length > most ? (
        <p className="table-more">
          The first {most} of {found.length.toLocaleString('en-GB')} fits; the filter finds others.
        </p>
      ) : null}
    </>
  );
};
