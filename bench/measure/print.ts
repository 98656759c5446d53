import type { Compared, Spread } from './side-by-side.ts';

export interface About {
  readonly task: string;
  readonly what: string;
  readonly peer: string;
  /** Absent where the peer is shown without being a measure. */
  readonly goal?: number;
  readonly gate?: number;
}

export type Row =
  | (About & { readonly absent: string })
  | (About &
      Compared & {
        readonly versions: Readonly<Record<string, string>>;
        /** Where the answers of both sides differ. */
        readonly differences: readonly string[];
      });

/** What a row of side-by-side measurements is made of. */
export const rowColumns = ['work', 'peer', 'wall', 'CPU', 'goal, gate', 'seconds', 'CPU seconds', 'peak MB'] as const;

const ratio = (value: number): string => value.toFixed(2);
const spread = ({ median, min, max }: Spread): string => `${ratio(median)} (${ratio(min)}–${ratio(max)})`;

const limits = ({ goal, gate }: About): string => (goal === undefined ? '' : `${goal}, ${gate ?? ''}`);

/** The row in words; `~` marks a wall ratio that was taken while other programs were busy, too. */
export const rowCells = (row: Row): readonly string[] => {
  const { what, peer } = row;
  if ('absent' in row) return [what, peer, row.absent, '', limits(row), '', '', ''];
  const { ours, theirs } = row;
  return [
    row.differences.length > 0 ? `${what} (results differ)` : what,
    peer,
    row.wall ? spread(row.wall) : `~${spread(row.busyWall)}`,
    spread(row.cpu),
    limits(row),
    `${ratio(ours.seconds)} / ${ratio(theirs.seconds)}`,
    `${ratio(ours.cpuSeconds)} / ${ratio(theirs.cpuSeconds)}`,
    `${ours.peakMegabytes.toFixed(0)} / ${theirs.peakMegabytes.toFixed(0)}`,
  ];
};

export const tellLine = (cells: readonly string[]): void => {
  const widths = [34, 8, 20, 20, 13, 15, 15, 15];
  process.stdout.write(`${cells.map((cell, index) => cell.padEnd(widths[index] ?? 12)).join('')}\n`);
};

export const tell = (row: Row): void => {
  tellLine(rowCells(row));
  if ('absent' in row) return;
  for (const difference of row.differences) process.stdout.write(`  differs: ${difference}\n`);
};
