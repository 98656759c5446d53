import type { LedgerFit, RunRecord } from '../../contract/ledger.ts';

type Cell = string | number | null | undefined;

const quoted = (cell: Cell): string => {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const csv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');

const instant = (at: number): string => new Date(at).toISOString();

/** One line a metric of a run; a run without metrics has one line. */
export const runsCsv = (runs: readonly RunRecord[]): string =>
  csv(
    'run,at,status,seconds,ran,reused,peak_bytes,flow,data,node,metric,part,model,value,low,high'.split(','),
    runs.flatMap((run) => {
      const data = run.data?.map(({ node, hash }) => `${node}=${hash}`).join(' ');
      const head = [run.run, instant(run.at), run.status, run.ms / 1000, run.ran, run.reused, run.peakBytes, run.flow];
      if (run.metrics.length === 0) return [[...head, data]];
      return run.metrics.map(({ node, name, part, model, value, low, high }) => [
        ...head,
        ...[data, node, name, part, model, value, low, high],
      ]);
    }),
  );

/** One line a fit; its settings as JSON. */
export const fitsCsv = (fits: readonly LedgerFit[]): string =>
  csv(
    'run,at,node,learner,purpose,task,rows,features,seconds,peak_bytes,metric,score,params'.split(','),
    fits.map(({ run, at, node, type, purpose, task, rows, features, seconds, peakBytes, score, params }) => [
      ...[run, instant(at), node, type, purpose, task, rows, features, seconds, peakBytes],
      ...[score?.metric, score?.value, JSON.stringify(params)],
    ]),
  );
