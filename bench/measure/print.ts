import type { Compared, Spread } from './side-by-side.ts';

interface About {
  readonly task: string;
  readonly what: string;
  readonly peer: string;
  readonly goal: number;
  readonly gate: number;
}

export type Row =
  | (About & { readonly absent: string })
  | (About &
      Compared & {
        readonly versions: Readonly<Record<string, string>>;
        /** Where the answers of both sides differ. */
        readonly differences: readonly string[];
      });

const ratio = (value: number): string => value.toFixed(2);
const spread = (measured: Spread | undefined): string =>
  measured ? `${ratio(measured.median)} (${ratio(measured.min)}–${ratio(measured.max)})` : 'not measured';

const line = (cells: readonly string[]): void => {
  const widths = [34, 8, 20, 20, 13, 15, 15, 15];
  process.stdout.write(`${cells.map((cell, index) => cell.padEnd(widths[index] ?? 10)).join('')}\n`);
};

export const tellHead = (rows: number): void => {
  process.stdout.write(`${rows.toLocaleString('en')} rows; ours / peer, lower is better\n`);
  line(['work', 'peer', 'wall', 'CPU', 'goal, gate', 'seconds', 'CPU seconds', 'peak MB']);
};

export const tell = (row: Row): void => {
  const { what, peer, goal, gate } = row;
  if ('absent' in row) {
    line([what, peer, row.absent]);
    return;
  }
  const { ours, theirs } = row;
  line([
    what,
    peer,
    spread(row.wall),
    spread(row.cpu),
    `${goal}, ${gate}`,
    `${ratio(ours.seconds)} / ${ratio(theirs.seconds)}`,
    `${ratio(ours.cpuSeconds)} / ${ratio(theirs.cpuSeconds)}`,
    `${ours.peakMegabytes.toFixed(0)} / ${theirs.peakMegabytes.toFixed(0)}`,
  ]);
  for (const difference of row.differences) process.stdout.write(`  differs: ${difference}\n`);
};
