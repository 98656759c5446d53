import { parse, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Json } from '../../../contract/json.ts';
import { isObject, isSingle, withInk } from './figure-spec.ts';
import { figureTheme } from './figure-theme.ts';
import { token } from './use-theme.ts';

const widest = 560;

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

/**
 * Draws a Vega-Lite figure as SVG. Expressions are interpreted, never compiled to code, so that it works where `eval` is
 * forbidden. Answers what takes it away again.
 */
export const drawFigure = async (box: HTMLElement, spec: Json, width: number): Promise<() => void> => {
  const vega = compile(fitted(withInk(spec, token('text')), width), { config: figureTheme() as never, logger: quiet })
    .spec as Spec;
  const view = new View(parse(vega, undefined, { ast: true } as never), {
    expr: expressionInterpreter,
    renderer: 'svg',
    loader: noLoader,
    logger: quiet,
    container: box,
    hover: true,
  } as never);
  await view.runAsync();
  return () => {
    view.finalize();
    box.replaceChildren();
  };
};
