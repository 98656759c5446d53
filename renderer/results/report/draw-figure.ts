import { parse, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { isObject, isSingle, withInk } from '../../../contract/figure-spec.ts';
import { figureTheme } from '../../../contract/figure-theme.ts';
import type { Json } from '../../../contract/json.ts';
import type { Figure } from '../../../contract/report.ts';
import type { Range } from '../picks/figure-picks.ts';
import { token } from './use-theme.ts';

const widest = 680;

const quiet = {
  level: () => quiet,
  error: () => quiet,
  warn: () => quiet,
  info: () => quiet,
  debug: () => quiet,
};

/** A figure's data are inside it: nothing is ever fetched. */
const refuse = (): Promise<never> => Promise.reject(new Error('A figure may not load anything.'));
const noLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

const fitted = (spec: Json, width: number): TopLevelSpec => {
  const own = isObject(spec) && typeof spec['width'] === 'number' ? spec['width'] : undefined;
  const size = isSingle(spec)
    ? { width: own ?? Math.min(width, widest), autosize: { type: 'fit-x', contains: 'padding' } }
    : {};
  return { ...(isObject(spec) ? spec : {}), ...size } as unknown as TopLevelSpec;
};

/** What a reader did in a figure. */
export interface FigureAnswers {
  readonly onMark: (datum: unknown) => void;
  readonly onArea: (across: Range, up: Range) => void;
}

interface BrushStore {
  readonly fields: readonly { readonly channel: string }[];
  readonly values: readonly (readonly number[])[];
}

const rangeOf = ({ fields, values }: BrushStore, channel: string): Range | undefined => {
  const [one, two] = values[fields.findIndex((field) => field.channel === channel)] ?? [];
  return one === undefined || two === undefined ? undefined : [Math.min(one, two), Math.max(one, two)];
};

const areaIn = (view: View): { readonly across: Range; readonly up: Range } | undefined => {
  const [store] = view.data('brush_store') as BrushStore[];
  const across = store && rangeOf(store, 'x');
  const up = store && rangeOf(store, 'y');
  return across && up && { across, up };
};

/** Tells of clicked marks, and of an area once the pointer lets go of it. */
const listen = (view: View, brushed: boolean, { onMark, onArea }: FigureAnswers): (() => void) => {
  let told: string | undefined;
  view.addEventListener('click', (_event, item) => {
    if (!(brushed && areaIn(view))) onMark(item?.datum);
  });
  const released = async (): Promise<void> => {
    await view.runAsync();
    const area = areaIn(view);
    const text = JSON.stringify(area);
    if (area && text !== told) onArea(area.across, area.up);
    told = text;
  };
  const onRelease = (): void => void setTimeout(() => void released(), 0);
  if (brushed) window.addEventListener('pointerup', onRelease);
  return () => window.removeEventListener('pointerup', onRelease);
};

/**
 * Draws a Vega-Lite figure as SVG. Expressions are interpreted, never compiled to code, so that it works where `eval` is
 * forbidden. Answers what takes it away again.
 */
export const drawFigure = async (
  box: HTMLElement,
  { spec, brush }: Pick<Figure, 'spec' | 'brush'>,
  { width, answers }: { readonly width: number; readonly answers?: FigureAnswers | undefined },
): Promise<() => void> => {
  const vega = compile(fitted(withInk(spec, token('text')), width), {
    config: figureTheme(token) as never,
    logger: quiet,
  }).spec as Spec;
  const view = new View(parse(vega, undefined, { ast: true } as never), {
    expr: expressionInterpreter,
    renderer: 'svg',
    loader: noLoader,
    logger: quiet,
    container: box,
    hover: true,
  } as never);
  await view.runAsync();
  const quit = answers && listen(view, brush !== undefined, answers);
  return () => {
    quit?.();
    view.finalize();
    box.replaceChildren();
  };
};
