import type { JsonObject } from '../../../contract/json.ts';
import type { Figure, ReportTable } from '../../../contract/report.ts';
import type { Model } from '../../../contract/values.ts';
import { figure, inline, type Point, spoken } from '../figure.ts';
import type { Dependence } from './partial-dependence.ts';
import type { Importances } from './permutation.ts';

const mostBars = 30;

export const importanceFigure = ({ metric, columns }: Importances): Figure => {
  const shown = columns.slice(0, mostBars);
  const [first] = shown;
  const values = shown.map(({ column, mean, deviation }) => ({
    column,
    drop: mean,
    low: mean - deviation,
    high: mean + deviation,
  }));
  const y = { field: 'column', type: 'nominal', sort: null, title: null };
  return figure({
    name: 'importance',
    title: `How much worse ${metric} gets without each column`,
    summary: first
      ? `Shuffling “${first.column}” costs most: ${metric} gets worse by ${spoken(first.mean)}.`
      : 'There is no column to shuffle.',
    height: 24 * shown.length + 20,
    spec: {
      data: inline(values),
      layer: [
        { mark: 'bar', encoding: { y, x: { field: 'drop', type: 'quantitative', title: `${metric}, worse by` } } },
        { mark: 'rule', encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } } },
      ],
    },
  });
};

const pointsOf = ({ settings, means }: Dependence, names: readonly string[]): readonly Point[] =>
  means.flatMap((list, at) =>
    list.map((mean, index) => ({ setting: settings[index] ?? null, mean, class: names[at] ?? '' })),
  );

/** Two classes tell the same twice, so only the second is drawn. */
const drawn = (
  model: Model,
  dependence: Dependence,
): { readonly names: readonly string[]; readonly shown: Dependence } => {
  if (model.task === 'regression') return { names: [model.target], shown: dependence };
  if (model.classes.length !== 2) return { names: model.classes, shown: dependence };
  return { names: model.classes.slice(1), shown: { ...dependence, means: dependence.means.slice(1) } };
};

/** All figures have the same scale, or a column that matters little would look as steep as one that matters. */
export const dependenceFigures = (model: Model, dependences: readonly Dependence[]): readonly Figure[] => {
  const all = dependences.flatMap((one) => drawn(model, one).shown.means.flat());
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const domain = model.task === 'classification' ? [0, most] : [least, most];
  return dependences.map((one) => dependenceFigure(model, one, domain));
};

const dependenceFigure = (model: Model, dependence: Dependence, domain: readonly number[]): Figure => {
  const { names, shown } = drawn(model, dependence);
  const { column, settings } = shown;
  const isNumber = typeof settings[0] === 'number';
  const answer =
    model.task === 'regression' ? model.target : names.length === 1 ? `probability of ${names[0]}` : 'probability';
  const all = shown.means.flat();
  const colour: JsonObject =
    names.length > 1 ? { color: { field: 'class', type: 'nominal', title: model.target, sort: null } } : {};
  return figure({
    name: `dependence-${column.name}`,
    title: `Prediction by ${column.name}`,
    summary: `With “${column.name}” set from ${settings[0] ?? '–'} to ${settings.at(-1) ?? '–'}, the mean ${answer} lies between ${spoken(Math.min(...all))} and ${spoken(Math.max(...all))}.`,
    height: 200,
    spec: {
      data: inline(pointsOf(shown, names)),
      mark: isNumber ? { type: 'line', point: true } : { type: 'point', filled: true, size: 90, opacity: 1 },
      encoding: {
        x: {
          field: 'setting',
          type: isNumber ? 'quantitative' : 'nominal',
          sort: null,
          title: column.name,
          scale: { zero: false },
          ...(isNumber ? {} : { axis: { labelAngle: settings.length > 4 ? -35 : 0, grid: true } }),
        },
        y: {
          field: 'mean',
          type: 'quantitative',
          title: `mean ${answer}`,
          scale: { domain, zero: false, nice: true },
        },
        ...colour,
      },
    },
  });
};

export const importanceTable = ({ metric, columns }: Importances): ReportTable => ({
  title: 'Importance',
  columns: ['column', `${metric} worse by`, '± over the repeats'],
  rows: columns.map(({ column, mean, deviation }) => [column, mean, deviation]),
});
