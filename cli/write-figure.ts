import { writeFile } from 'node:fs/promises';
import { fail } from '../contract/problem.ts';
import type { Figure } from '../contract/report.ts';
import type { RunState } from '../contract/run-state.ts';
import { figureSvg } from '../nodes/evaluate/figure-svg.ts';
import { palettes, type Theme } from '../nodes/evaluate/palettes.ts';
import { WrongUsage } from './exit-codes.ts';
import type { VerbCall } from './verb.ts';

const figuresOf = (state: RunState | undefined, node: string): readonly Figure[] =>
  Object.values(state?.nodes[node]?.outputs ?? {}).flatMap((value) =>
    value.kind === 'report' ? value.report.figures : [],
  );

const themeOf = (call: VerbCall): Theme => {
  const theme = call.text('theme') ?? 'light';
  if (theme !== 'light' && theme !== 'dark') throw new WrongUsage(`--theme takes light or dark, not “${theme}”`);
  return theme;
};

export interface FigureFile {
  readonly path: string;
  readonly theme: Theme;
  readonly width: number;
}

/** Where a figure is to be written; checked before anything runs. @throws WrongUsage */
export const figureFile = (call: VerbCall): FigureFile | undefined => {
  if (call.text('figure') === undefined) return undefined;
  const path = call.text('out');
  if (!path || !/\.(svg|png)$/i.test(path)) throw new WrongUsage('--figure needs --out FILE.svg or FILE.png');
  return { path, theme: themeOf(call), width: Math.min(4000, Math.max(120, call.count('width') ?? 640)) };
};

/** Writes one figure of a node's reports as SVG or PNG. @throws WrongUsage, file.not-written */
export const writeFigure = async (
  state: RunState | undefined,
  { node, name }: { readonly node: string; readonly name: string },
  { path, theme, width }: FigureFile,
): Promise<void> => {
  const figures = figuresOf(state, node);
  const figure = figures.find((one) => one.name === name) ?? figures.find((one) => one.title === name);
  if (!figure) {
    const known = figures.map((one) => `“${one.name}”`).join(', ') || 'none';
    throw new WrongUsage(`“${node}” has no figure “${name}”; its figures: ${known}`);
  }
  const svg = await figureSvg(figure.spec, { theme, width, background: palettes[theme].card });
  const isSvg = path.toLowerCase().endsWith('.svg');
  const content = isSvg ? svg : await (await import('./figure-png.ts')).figurePng(svg);
  await writeFile(path, content).catch((thrown: NodeJS.ErrnoException) => {
    throw fail('file.not-written', { values: { path, reason: thrown.code ?? String(thrown) } });
  });
};
