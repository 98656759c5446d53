import type { Reporting } from '../../contract/context.ts';

export type Curves = ReadonlyMap<string, readonly { readonly step: number; readonly value: number }[]>;

/** Passes everything on and remembers the curves, for the report. */
export const collecting = (reporting: Reporting): { readonly reporting: Reporting; readonly curves: Curves } => {
  const curves = new Map<string, { readonly step: number; readonly value: number }[]>();
  return {
    curves,
    reporting: {
      progress: (fraction, text) => reporting.progress(fraction, text),
      log: (level, text) => reporting.log(level, text),
      finding: (finding) => reporting.finding(finding),
      metric: (series, step, value) => {
        const points = curves.get(series) ?? [];
        points.push({ step, value });
        curves.set(series, points);
        reporting.metric(series, step, value);
      },
    },
  };
};
