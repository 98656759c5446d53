import { createContext, useContext } from 'react';
import type { ReportSummary } from '../../../contract/run-event.ts';
import { setSession, useSession } from '../../state/session.ts';
import type { ChosenRows } from './figure-picks.ts';

export type ShowRows = (rows: ChosenRows) => void;

/** What shows rows behind a report; absent where they can't be had. */
export const ShowRowsContext = createContext<ShowRows | undefined>(undefined);

export const useShowRows = (): ShowRows | undefined => useContext(ShowRowsContext);

/** Opens the dock on rows behind a node's report. */
export const rowsOf = (node: string, { handle, sources }: ReportSummary): ShowRows | undefined => {
  if (!sources) return undefined;
  return ({ input, at, label, where }) => {
    const source = sources[`${input}.${at}`];
    if (!source) return;
    const { dockTab, shown } = useSession.getState();
    setSession({
      dock: true,
      dockTab: 'data',
      shown: shown?.node === node ? shown : { node },
      picked: { node, report: handle, source, label, where, back: dockTab },
    });
  };
};
