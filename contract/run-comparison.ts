import type { RunMetric, RunRecord } from './ledger.ts';
import { isBetter } from './metric-direction.ts';

export interface MetricChange {
  readonly node: string;
  readonly name: string;
  readonly part: string;
  readonly model?: string;
  /** Undefined where that run did not measure it. */
  readonly before: RunMetric | undefined;
  readonly after: RunMetric | undefined;
  readonly difference?: number;
  /** Undefined where they are equal, or only one run has it. */
  readonly better?: boolean;
  /** Each value lies in the other's 95 % interval: the difference may be chance. */
  readonly mayBeChance?: boolean;
}

const keyOf = ({ node, name, part, model = '' }: RunMetric): string => [node, model, name, part].join('\n');

const inside = (value: number, { low, high }: RunMetric): boolean =>
  low !== undefined && high !== undefined && value >= low && value <= high;

const compared = (before: RunMetric, after: RunMetric): Partial<MetricChange> => {
  if (before.value === null || after.value === null) return {};
  const better = isBetter(before.name, before.value, after.value);
  return {
    difference: after.value - before.value,
    ...(better === undefined ? {} : { better }),
    mayBeChance: inside(after.value, before) && inside(before.value, after),
  };
};

/** What happened to each metric from one run to another, in the order of the later run. */
export const metricChanges = (before: RunRecord, after: RunRecord): readonly MetricChange[] => {
  const earlier = new Map(before.metrics.map((metric) => [keyOf(metric), metric]));
  const later = new Map(after.metrics.map((metric) => [keyOf(metric), metric]));
  return [...new Set([...later.keys(), ...earlier.keys()])].map((key) => {
    const [a, b] = [earlier.get(key), later.get(key)];
    const { node, name, part, model } = (b ?? a) as RunMetric;
    return {
      ...{ node, name, part, before: a, after: b },
      ...(model === undefined ? {} : { model }),
      ...(a && b ? compared(a, b) : {}),
    };
  });
};

export interface DataChange {
  readonly node: string;
  readonly before?: number;
  readonly after?: number;
}

/** Sources that read other rows in the later run, with their counts of rows. */
export const dataChanges = (before: RunRecord, after: RunRecord): readonly DataChange[] => {
  const earlier = new Map((before.data ?? []).map((data) => [data.node, data]));
  const later = new Map((after.data ?? []).map((data) => [data.node, data]));
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((node) => {
    const [a, b] = [earlier.get(node), later.get(node)];
    if (a?.hash === b?.hash) return [];
    return [{ node, ...(a ? { before: a.rows } : {}), ...(b ? { after: b.rows } : {}) }];
  });
};
