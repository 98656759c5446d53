import type { Finding } from '../../../contract/report.ts';
import type { RowPick } from '../../../contract/row-pick.ts';
import { keyed } from '../keyed.ts';
import { useShowRows } from '../picks/show-rows.ts';
import { shownNumber } from './metric-text.ts';
import { SeverityIcon } from './severity-icon.tsx';

const measured = ({ value, limit, rows }: Finding): string =>
  [
    rows === undefined ? '' : `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}`,
    value === undefined ? '' : `measured ${shownNumber(value)}`,
    limit === undefined ? '' : `limit ${shownNumber(limit)}`,
  ]
    .filter((text) => text !== '')
    .join(' · ');

const rank = { error: 0, warning: 1, info: 2 } as const;

const ShowFinding = ({ pick }: { readonly pick: RowPick }) => {
  const show = useShowRows();
  return show ? (
    <button type="button" className="pick-button" onClick={() => show(pick)}>
      Show these rows
    </button>
  ) : null;
};

/** Diagnoses, the grave ones first. */
export const FindingList = ({ findings }: { readonly findings: readonly Finding[] }) => (
  <ul className="finding-list">
    {keyed(
      findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]),
      ({ code, column }) => `${code} ${column}`,
    ).map(({ key, item: finding }) => (
      <li key={key} className="finding">
        <SeverityIcon severity={finding.severity} />
        <div className="finding-text">
          <p>
            {finding.column ? <span className="column-chip">{finding.column}</span> : null}
            {finding.message}
          </p>
          {finding.pick ? <ShowFinding pick={finding.pick} /> : null}
          <p className="finding-beside">
            <span className="mono">{finding.code}</span>
            {measured(finding) ? <span>{measured(finding)}</span> : null}
          </p>
          {finding.examples && finding.examples.length > 0 ? (
            <p className="finding-examples">
              {keyed(finding.examples.slice(0, 8), (example) => example).map(({ key: place, item: example }) => (
                <code key={place}>{example === '' ? '""' : example}</code>
              ))}
            </p>
          ) : null}
        </div>
      </li>
    ))}
  </ul>
);
