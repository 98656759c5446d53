import { waitForQuiet, watchOthers } from './foreign-load.ts';
import type { Ask, Sample } from './sample.ts';
import type { Side } from './side.ts';

const mostForeign = 0.15;
const fewestClean = 3;
const longRun = 30;

export interface Protocol {
  readonly pairs: number;
  /** Seconds to wait for other programs before each run. */
  readonly patience: number;
}

interface Pair {
  readonly ours: Sample;
  readonly theirs: Sample;
  /** Nobody else kept the machine busy meanwhile. */
  readonly clean: boolean;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly pairs: number;
}

export interface Compared {
  /** Seconds of ours by theirs over clean pairs; undefined where there were too few. */
  readonly wall: Spread | undefined;
  /** The same over all pairs, whoever else was at work. */
  readonly busyWall: Spread;
  /** CPU seconds of ours by theirs, over all pairs. */
  readonly cpu: Spread;
  readonly first: { readonly ours: Sample; readonly theirs: Sample };
  readonly ours: Sample;
  readonly theirs: Sample;
}

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
};

const spreadOf = (values: readonly number[]): Spread => ({
  median: middle(values),
  min: Math.min(...values),
  max: Math.max(...values),
  pairs: values.length,
});

const typical = (samples: readonly Sample[]): Sample => ({
  seconds: middle(samples.map(({ seconds }) => seconds)),
  cpuSeconds: middle(samples.map(({ cpuSeconds }) => cpuSeconds)),
  peakMegabytes: Math.max(...samples.map(({ peakMegabytes }) => peakMegabytes)),
  check: samples.at(-1)?.check ?? {},
});

/** A B A B: both sides do the same in turns, after a first run each that is reported apart. */
export const sideBySide = async (
  ours: Side,
  theirs: Side,
  ask: Ask,
  { pairs, patience }: Protocol,
): Promise<Compared> => {
  const pids = [ours.pid, theirs.pid];
  const first = { ours: await ours.run(ask), theirs: await theirs.run(ask) };
  const wanted = Math.max(first.ours.seconds, first.theirs.seconds) > longRun ? Math.min(3, pairs) : pairs;
  const made: Pair[] = [];
  while (made.length < wanted) {
    const loads: number[] = [];
    const run = async (side: Side): Promise<Sample> => {
      await waitForQuiet(pids, patience);
      const others = await watchOthers(pids);
      const sample = await side.run(ask);
      loads.push(await others());
      return sample;
    };
    const pair = { ours: await run(ours), theirs: await run(theirs) };
    made.push({ ...pair, clean: loads.every((load) => load <= mostForeign) });
  }
  const clean = made.filter((pair) => pair.clean);
  const wallOf = (those: readonly Pair[]): Spread =>
    spreadOf(those.map((pair) => pair.ours.seconds / pair.theirs.seconds));
  return {
    wall: clean.length >= fewestClean ? wallOf(clean) : undefined,
    busyWall: wallOf(made),
    cpu: spreadOf(made.map((pair) => pair.ours.cpuSeconds / pair.theirs.cpuSeconds)),
    first,
    ours: typical(made.map((pair) => pair.ours)),
    theirs: typical(made.map((pair) => pair.theirs)),
  };
};
