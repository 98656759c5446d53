import { parse, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { isObject, isSingle, withInk } from '../../contract/figure-spec.ts';
import { figureTheme } from '../../contract/figure-theme.ts';
import type { Json } from '../../contract/json.ts';
import { palettes, type Theme, type Token } from './palettes.ts';

export interface FigureLook {
  readonly theme: Theme;
  readonly width: number;
  /** Behind the figure; none where absent. */
  readonly background?: string;
}

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
  const own = isObject(spec) && typeof spec['width'] === 'number' ? spec['width'] : width;
  const size = isSingle(spec) ? { width: own, autosize: { type: 'fit-x', contains: 'padding' } } : {};
  return { ...(isObject(spec) ? spec : {}), ...size } as unknown as TopLevelSpec;
};

/** Without a window widths of texts are guessed, about two fifths too large. */
const labelLimit = 230;

/** A Vega-Lite figure as SVG, without a window. Its expressions are interpreted, never compiled to code. */
export const figureSvg = async (spec: Json, { theme, width, background }: FigureLook): Promise<string> => {
  const token = (name: string): string => palettes[theme][name as Token] ?? palettes[theme].text;
  const { legend, ...config } = figureTheme(token);
  const look = { ...config, legend: { ...legend, labelLimit }, ...(background ? { background } : {}) };
  const vega = compile(fitted(withInk(spec, token('text')), width), { config: look as never, logger: quiet }).spec;
  const view = new View(parse(vega as Spec, undefined, { ast: true } as never), {
    expr: expressionInterpreter,
    renderer: 'none',
    loader: noLoader,
    logger: quiet,
  } as never);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
};
