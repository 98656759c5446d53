import { compile, type TopLevelSpec } from 'vega-lite';
import type { Figure } from '../../contract/report.ts';

/** What Vega-Lite has to complain about in a figure; nothing where it can be drawn. */
export const drawable = ({ spec }: Pick<Figure, 'spec'>): readonly string[] => {
  const complaints: string[] = [];
  const complain = (...texts: readonly unknown[]): unknown => complaints.push(texts.join(' '));
  const logger = { warn: complain, error: complain, info: () => logger, debug: () => logger, level: () => logger };
  compile(spec as unknown as TopLevelSpec, { logger: logger as never });
  return complaints;
};
