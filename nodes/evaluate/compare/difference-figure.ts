import type { Figure } from '../../../contract/report.ts';
import { figure, inline } from '../figure.ts';
import type { Verdict } from '../paired-verdicts.ts';

const over = ' over ';

/** How much better one of each pair is, with its interval; whatever reaches zero is no evidence. */
export const differenceFigure = (verdicts: readonly Verdict[], metric: string): Figure | undefined => {
  const known = verdicts.filter(({ difference }) => difference !== null);
  if (known.length === 0) return undefined;
  const values = known.map(({ better, worse, difference, interval, proven }) => ({
    pair: `${better}${over}${worse}`,
    difference,
    low: interval?.low ?? difference,
    high: interval?.high ?? difference,
    verdict: proven ? 'beats it' : 'no evidence',
  }));
  const proven = known.filter((verdict) => verdict.proven).length;
  const axis = {
    labelExpr: `split(replace(datum.label, '${over}', '\\n${over.trimStart()}'), '\\n')`,
    labelLimit: 220,
  };
  const y = { field: 'pair', type: 'nominal', title: null, sort: values.map(({ pair }) => pair), axis };
  const x = (field: string) => ({ field, type: 'quantitative', title: `better by, ${metric}` });
  const color = { field: 'verdict', type: 'nominal', title: null, sort: ['beats it', 'no evidence'] };
  return figure({
    name: 'differences',
    title: `Differences in ${metric}`,
    summary: `How much better one model of each pair is: in ${proven} of ${known.length} pairs that is more than chance.`,
    height: 50 + 40 * values.length,
    spec: {
      data: inline(values),
      layer: [
        { data: inline([{ zero: 0 }]), mark: { type: 'rule', strokeDash: [4, 4] }, encoding: { x: x('zero') } },
        { mark: { type: 'rule', strokeWidth: 2 }, encoding: { y, x: x('low'), x2: { field: 'high' }, color } },
        { mark: { type: 'point', filled: true, size: 70, tooltip: true }, encoding: { y, x: x('difference'), color } },
      ],
    },
  });
};
